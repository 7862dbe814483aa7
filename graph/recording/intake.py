"""An extraction as the record keeps it: appearances, mentions and claims with lasting ids."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.identity import appearance_id, claim_id
from graph.recording.keys import appearance_keys
from schema.records import (
    SOURCE,
    SUBJECT,
    TARGET,
    Appearance,
    Article,
    Claim,
    ExtractedDeal,
    ExtractedEntity,
    Extraction,
    FactKind,
    Mention,
    Participant,
    Span,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Intake:
    """All that one article says, as it is kept."""

    article: Article
    recorded_at: str
    appearances: tuple[Appearance, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]

    def mention_counts(self) -> Mapping[str, int]:
        return Counter(mention.appearance for mention in self.mentions)


def take_in(extraction: Extraction, *, recorded_at: str) -> Intake:
    """Return what is kept of `extraction`; the same extraction always gives the same ids."""
    article = extraction.article
    local = {e.id: appearance_id(article.id, e.type, e.name) for e in extraction.entities}
    grouped: dict[str, list[ExtractedEntity]] = defaultdict(list)
    for entity in extraction.entities:
        grouped[local[entity.id]].append(entity)
    return Intake(
        article,
        recorded_at,
        tuple(_appearance(id, article.id, same) for id, same in sorted(grouped.items())),
        tuple(m for id, same in sorted(grouped.items()) for m in _mentions(id, article.id, same)),
        tuple(_numbered(_claims(extraction, local), extraction, recorded_at)),
    )


def _appearance(id: str, article: str, same: list[ExtractedEntity]) -> Appearance:
    type, name = same[0].type, same[0].name
    aliases = tuple(sorted({alias for each in same for alias in each.aliases} - {name}))
    return Appearance(id, article, type, name, aliases, appearance_keys(type, name, aliases))


def _mentions(id: str, article: str, same: list[ExtractedEntity]) -> list[Mention]:
    spans = {(span.start, span.end): span for each in same for span in each.mentions}
    return [Mention(id, article, span) for _, span in sorted(spans.items())]


# --- claims --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim without what all claims of the article share."""

    kind: FactKind
    type: str
    parties: tuple[Participant, ...]
    statement: Statement
    evidence: tuple[Span, ...]
    confidence: float


def _claims(extraction: Extraction, local: Mapping[str, str]) -> Iterator[_Draft]:
    for relation in extraction.relations:
        yield _Draft(
            FactKind.RELATION,
            relation.type,
            (
                Participant(SOURCE, local[relation.source]),
                Participant(TARGET, local[relation.target]),
            ),
            Statement(properties=_stated(relation.properties)),
            relation.evidence,
            relation.confidence,
        )
    for deal in extraction.deals:
        yield _deal(deal, local)
    for entity in extraction.entities:
        yield from _indicators(entity, local[entity.id])


def _deal(deal: ExtractedDeal, local: Mapping[str, str]) -> _Draft:
    parties = {(party.role, local[party.entity]) for party in deal.participants}
    return _Draft(
        FactKind.DEAL,
        deal.type,
        tuple(Participant(role, appearance) for role, appearance in sorted(parties)),
        Statement(
            status=deal.status,
            date=deal.date,
            amount=deal.amount,
            valuation=deal.valuation,
            stake=deal.stake,
            properties=_stated(deal.properties),
        ),
        deal.evidence,
        deal.confidence,
    )


def _indicators(entity: ExtractedEntity, appearance: str) -> Iterator[_Draft]:
    for figure in entity.indicators:
        yield _Draft(
            FactKind.INDICATOR,
            figure.measure,
            (Participant(SUBJECT, appearance),),
            Statement(date=figure.date, value=figure.value, unit=figure.unit),
            figure.evidence,
            figure.confidence,
        )


def _stated(
    properties: Mapping[str, str | bool | int | float | None],
) -> dict[str, str | bool | int | float | None]:
    """Leave out properties that the text does not give."""
    return {name: value for name, value in sorted(properties.items()) if value is not None}


def _numbered(
    drafts: Iterable[_Draft], extraction: Extraction, recorded_at: str
) -> Iterator[Claim]:
    """Give claims their ids: by what they say, not where, so that they outlast a correction.

    Claims of one article that say the same are told apart by their number.
    """
    article = extraction.article
    seen: Counter[tuple[str, ...]] = Counter()
    for draft in drafts:
        parts = _identifying_parts(draft)
        seen[parts] += 1
        yield Claim(
            id=claim_id(article.id, draft.kind, draft.type, *parts, str(seen[parts])),
            article=article.id,
            kind=draft.kind,
            type=draft.type,
            parties=draft.parties,
            statement=draft.statement,
            evidence=draft.evidence,
            confidence=draft.confidence,
            extractor=extraction.extractor,
            extractor_version=extraction.extractor_version,
            reported_at=article.published,
            recorded_at=recorded_at,
        )


def _identifying_parts(draft: _Draft) -> tuple[str, ...]:
    """Return who is party to it, and of a deal or figure also when and how much."""
    said = draft.statement
    amount = said.amount
    parties = tuple(f"{party.role}={party.entity}" for party in draft.parties)
    return (
        *parties,
        said.date or "",
        "" if amount is None else f"{amount.value:f}{amount.currency}",
        said.unit or "",
        "" if said.value is None else f"{said.value:f}",
    )
