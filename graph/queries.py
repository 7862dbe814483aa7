"""What can be asked of a store: filters, orders, pages and their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from schema.records import Edge, Entity

T = TypeVar("T")

MAX_PAGE = 1000
"""The most records that one call of a store returns in a page."""


class Direction(StrEnum):
    """Which way edges are followed, seen from the entity that is asked about."""

    OUT = "OUT"
    IN = "IN"
    BOTH = "BOTH"


@dataclass(frozen=True, slots=True)
class EdgeFilter:
    """Which facts and edges count. An empty `types` means all.

    `as_of` keeps what was true on that day: a fact without a start or end is open on that side.
    `known_by` keeps what an article had reported by then: a fact whose articles carry no date is
    left out. `min_confidence` compares with the fact's confidence.
    """

    types: frozenset[str] = frozenset()
    direction: Direction = Direction.BOTH
    as_of: date | None = None
    known_by: datetime | None = None
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class EntityFilter:
    """Which entities count: by type, by a text in a name or alias, by a place or cluster.

    `located_in` and `member_of` are entity ids; `located_in` looks one `LOCATED_IN` edge far,
    `member_of` follows `MEMBER_OF` and `ANCHORS`.
    """

    types: frozenset[str] = frozenset()
    name_contains: str | None = None
    located_in: str | None = None
    member_of: str | None = None
    min_articles: int = 0


class CentralityMeasure(StrEnum):
    """Ways to say how central an entity is."""

    DEGREE = "DEGREE"
    WEIGHTED_DEGREE = "WEIGHTED_DEGREE"
    PAGERANK = "PAGERANK"


class EntityOrder(StrEnum):
    """Name ascending, or most articles, mentions or direct links first; ties by id."""

    NAME = "NAME"
    ARTICLES = "ARTICLES"
    MENTIONS = "MENTIONS"
    LINKS = "LINKS"


@dataclass(frozen=True, slots=True)
class DealFilter:
    """Which deals count.

    `parties` are entity ids that must all take part, `roles` the roles in which one of them (any
    entity where `parties` is empty) does. Dates compare with the deal's.
    """

    types: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    parties: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles count: by language, by day of publication, by an entity they tell of."""

    language: str | None = None
    since: date | None = None
    until: date | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A run of records in a stated order. `cursor` of the last one continues, `None` is the end.

    `cursors` holds one opaque cursor an item; `total` counts all that match.
    """

    items: tuple[T, ...]
    cursors: tuple[str, ...]
    has_next: bool
    total: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity found by name: the name that matched and how well, 1.0 being equal."""

    entity: Entity
    matched: str
    score: float


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Entities around a centre with the edges among them; `cut` says that more lie beyond."""

    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]
    distances: Mapping[str, int]
    cut: bool


@dataclass(frozen=True, slots=True)
class Path:
    """Entities in order with the edge walked between each two: one node more than edges.

    `cost` is the sum of the edges' costs, one an edge unless weights were asked for.
    """

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    cost: float

    @property
    def length(self) -> int:
        return len(self.edges)


@dataclass(frozen=True, slots=True)
class EdgeArrays:
    """A graph as arrays for analytics.

    `ids` has n entity ids in ascending order; `source`, `target` (int64, shape m) index into it;
    `weight` (float64, shape m) is each edge's confidence; `types` and `facts` (shape m) are the
    edges' types and their facts' ids; `symmetric` (bool, shape m) marks undirected edges.
    `version` is the store's version.
    """

    ids: tuple[str, ...]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    weight: NDArray[np.float64]
    symmetric: NDArray[np.bool_]
    types: tuple[str, ...]
    facts: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """How many records of each kind a store holds, by type where they have one."""

    articles: int
    claims: int
    mentions: int
    judgements: int
    entities: Mapping[str, int]
    relations: Mapping[str, int]
    deals: Mapping[str, int]
    indicators: Mapping[str, int]
    languages: Mapping[str, int]
    version: int
