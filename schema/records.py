"""The records that travel between layers: an article, what it says, and what is kept of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from schema.money import Money

SCHEMA_VERSION = 1
"""Version of the extraction contract, printed as `schema_version`."""


def digest(*parts: str) -> str:
    """Return 20 hexadecimal digits that stand for `parts`, the same on every machine."""
    # The unit separator cannot be confused with a part's own characters in practice, and
    # 80 bits keep a collision out of reach for graphs of billions of records.
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:20]


# --- Articles and what is read from them -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """A source text. `published` is an ISO date or date-time, `language` is `zh` or `en`."""

    id: str
    text: str
    title: str
    language: str
    published: str | None = None
    url: str | None = None
    source: str | None = None

    @property
    def revision(self) -> str:
        """The hash of the text: a corrected article keeps its id and gets a new revision."""
        return digest(self.text)


def article_id(text: str, *, given: str | None = None, url: str | None = None) -> str:
    """Return the given id, else a hash of the address, else a hash of the text."""
    if given:
        return given
    return f"u{digest(url)}" if url else f"t{digest(text)}"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (half-open, Unicode code points) of an article's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that a text gives about an entity, such as an output value of 80 billion CNY."""

    measure: str
    value: Decimal
    unit: str
    date: str | None = None
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ExtractedEntity:
    """An entity as one article tells of it; `id` is local to the extraction."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    indicators: tuple[Indicator, ...] = ()


PropertyValue = str | bool | int | float | None
Properties = Mapping[str, PropertyValue]


@dataclass(frozen=True, slots=True)
class ExtractedRelation:
    """A binary relation; `source` and `target` are ids of the same extraction's entities."""

    type: str
    source: str
    target: str
    evidence: tuple[Span, ...]
    confidence: float
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Participant:
    """An entity in a role of a deal."""

    role: str
    entity: str


@dataclass(frozen=True, slots=True)
class ExtractedDeal:
    """A deal with its parties in roles; `date` is ISO 8601 as precise as the text."""

    id: str
    type: str
    status: str
    participants: tuple[Participant, ...]
    evidence: tuple[Span, ...]
    confidence: float
    date: str | None = None
    amount: Money | None = None
    stake: Decimal | None = None
    valuation: Money | None = None
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says, and by which extractor."""

    article: Article
    entities: tuple[ExtractedEntity, ...] = ()
    relations: tuple[ExtractedRelation, ...] = ()
    deals: tuple[ExtractedDeal, ...] = ()
    extractor: str = "unknown"
    extractor_version: str = "0"


# --- What a store keeps: first what articles say, then what follows from it ------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an article names an entity."""

    appearance: str
    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class Appearance:
    """An entity as one article tells of it: the atom that resolution groups into entities.

    `keys` are the comparison keys by which it may be the same as another appearance.
    """

    id: str
    article: str
    type: str
    name: str
    aliases: tuple[str, ...]
    keys: tuple[str, ...]


class FactKind(StrEnum):
    RELATION = "relation"
    DEAL = "deal"
    INDICATOR = "indicator"


SOURCE, TARGET, SUBJECT = "SOURCE", "TARGET", "SUBJECT"
"""The roles of a relation's ends and of the entity that an indicator is about."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of a fact beside its parties: by one claim, or as the best-supported values.

    For an indicator `value` and `unit` are set and `date` is the time it is about.
    """

    status: str | None = None
    date: str | None = None
    amount: Money | None = None
    valuation: Money | None = None
    stake: Decimal | None = None
    value: Decimal | None = None
    unit: str | None = None
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """Article `article` says a fact, with these words, this sure.

    `parties` name appearances in roles (`SOURCE` and `TARGET` for a relation, `SUBJECT` for an
    indicator). `reported_at` is the article's date, `recorded_at` the time it entered the store.
    """

    id: str
    article: str
    kind: FactKind
    type: str
    parties: tuple[Participant, ...]
    statement: Statement
    evidence: tuple[Span, ...]
    confidence: float
    extractor: str
    extractor_version: str
    reported_at: str | None
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A firm, person, place, … of the graph: all appearances judged to be the same.

    `articles` and `mentions` count the articles that tell of it and the places that name it.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    external_ids: Mapping[str, str] = field(default_factory=dict)
    articles: int = 0
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation, deal or indicator of the graph, resting on one claim or more.

    `participants` name entities. `confidence` is that of the best claim. `contested` names the
    fields of `statement` on which claims contradict each other. `valid_from` and `valid_to` are
    ISO dates between which it holds (event time); `first_reported` is the earliest reporting time.
    """

    id: str
    kind: FactKind
    type: str
    participants: tuple[Participant, ...]
    statement: Statement
    confidence: float
    claims: int = 1
    contested: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    first_reported: str | None = None

    def party(self, role: str) -> str:
        """Return the entity in `role`, the first where there are several."""
        return next(p.entity for p in self.participants if p.role == role)


@dataclass(frozen=True, slots=True)
class Edge:
    """A direct link between two entities: a relation, or one that a deal draws.

    `type` is the relation or deal type. A symmetric edge is stored once and seen from both ends.
    """

    fact: str
    type: str
    source: str
    target: str
    symmetric: bool
    confidence: float
    valid_from: str | None = None
    valid_to: str | None = None
    first_reported: str | None = None


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two appearances are one entity, by which rule or person, and why.

    A rule's judgements follow from the appearances and go with them; a person's stay.
    """

    id: str
    left: str
    right: str
    verdict: Verdict
    by: str
    reasons: tuple[str, ...]
    score: float
    made_at: str
