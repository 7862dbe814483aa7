"""Where a graph lives: the operations that every backend serves, in the domain's own words.

A store keeps two layers. The *record* is what articles say: articles, appearances, mentions,
claims and people's judgements. The *graph* follows from the record: entities, facts, edges and
rules' judgements. `graph.ledger` is the only writer of the graph; backends store and find.

What holds for every operation:

Order: results come in the stated order; where none is stated, in ascending order of id. The same
    content gives the same order on every backend, and order is by Unicode code point.
Limits: reads that could be large take a page or a limit and say when they were cut. Batched reads
    take at most `graph.queries.MAX_PAGE` ids, else `LimitError`.
Ids: an unknown id is absent from the answer of a batched read and raises nothing; reads around
    entities answer every id asked for, with nothing where there is nothing. An entity answers to
    its own id and to `graph.identity.entity_id` of every key it is known by, so that ids which
    were handed out before a merge go on working; where several have the key, the one with the
    smallest id answers. Records always carry present ids.
Dates: one that is known to the month or year counts as within a period that it touches. Reporting
    times are compared as instants, a day from its beginning and without a zone as UTC.
Atomicity: every read sees one committed state. Everything inside `transaction()` is committed
    together or not at all; a second writer waits.
Errors: `StoreUnavailableError` where the store cannot be reached, opened, or written in time,
    `StoreCorruptError` where it is damaged, `StoreVersionError` where another version wrote it,
    `CursorError` for a cursor that the operation did not hand out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol, Self

from graph.queries import (
    ArticleFilter,
    DealFilter,
    EdgeArrays,
    EdgeFilter,
    EntityFilter,
    EntityOrder,
    Hit,
    Page,
    Path,
    Statistics,
    Subgraph,
)
from schema.records import (
    Appearance,
    Article,
    Claim,
    Edge,
    Entity,
    Fact,
    FactKind,
    Judgement,
    Mention,
)


class GraphStore(Protocol):
    """A graph with the record it rests on. Use as a context manager, or `close()` it."""

    address: str

    # --- life and size ---------------------------------------------------------------------

    def close(self) -> None:
        """Give back connections and files. Closing twice is fine."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def version(self) -> int:
        """Return a number that grows with every committed change, 0 for an empty store."""

    def statistics(self) -> Statistics:
        """Count what is kept, by type."""

    # --- by id, batched ---------------------------------------------------------------------

    def articles(self, ids: Collection[str]) -> Mapping[str, Article]:
        """Return the articles with these ids, text included."""

    def entities(self, ids: Collection[str]) -> Mapping[str, Entity]:
        """Return entities under the ids asked for, also where that is a former id."""

    def facts(self, ids: Collection[str]) -> Mapping[str, Fact]:
        """Return relations, deals and indicators by id."""

    def claims(self, fact_ids: Collection[str]) -> Mapping[str, tuple[Claim, ...]]:
        """Return every claim of each fact, by `reported_at` (absent last), then id."""

    # --- around an entity, batched -----------------------------------------------------------

    def facts_of(
        self,
        entity_ids: Collection[str],
        kind: FactKind,
        where: EdgeFilter,
        *,
        roles: frozenset[str] = frozenset(),
        first: int,
        after: str | None = None,
    ) -> Mapping[str, Page[Fact]]:
        """Return a page of each entity's facts of one kind, by type, then id.

        `roles` keeps the facts in which the entity plays one of them. Every id asked for is in
        the answer, with an empty page if need be.
        """

    def mentions_of(
        self, entity_ids: Collection[str], *, first: int, after: str | None = None
    ) -> Mapping[str, Page[Mention]]:
        """Return a page of each entity's mentions, by article id, then start."""

    def neighbours(
        self, entity_ids: Collection[str], where: EdgeFilter, *, limit: int
    ) -> Mapping[str, tuple[Edge, ...]]:
        """Return each entity's edges, most confident first, then fact id, at most `limit` each.

        An edge is given as it is kept, also where the entity is its target.
        """

    def subgraph(self, center: str, where: EdgeFilter, *, depth: int, max_nodes: int) -> Subgraph:
        """Return what lies within `depth` edges of `center`, ring by ring.

        Within a ring entities with more edges into what is already there come first, then id;
        at `max_nodes` the rest is cut, and said to be. Edges are those among the kept entities.

        Raises:
            NotFoundError: there is no entity `center`.
        """

    # --- lists and search --------------------------------------------------------------------

    def find_entities(
        self, where: EntityFilter, order: EntityOrder, *, first: int, after: str | None = None
    ) -> Page[Entity]:
        """Return a page of the entities that match, in `order`."""

    def find_deals(self, where: DealFilter, *, first: int, after: str | None = None) -> Page[Fact]:
        """Return a page of deals, latest date first, undated last, then id."""

    def find_articles(
        self, where: ArticleFilter, *, first: int, after: str | None = None
    ) -> Page[Article]:
        """Return a page of articles, latest publication first, undated last, then id."""

    def search(
        self, text: str, types: frozenset[str], *, first: int, after: str | None = None
    ) -> Page[Hit]:
        """Return entities with a name or alias that equals or holds `text`, or a key equal to it.

        Names are compared by `schema.names.comparison_key`, so that case, width, legal form and
        script do not matter. A name holds the text where it holds all its words, the last of
        which may be cut short; of Chinese, any run of characters. Equal names come first (score
        1.0), then names that begin with the text (0.75), then the rest (0.5); within each the
        entity with more articles, then id.
        """

    # --- paths and analytics -----------------------------------------------------------------

    def shortest_paths(
        self, start: str, end: str, where: EdgeFilter, *, max_length: int, limit: int
    ) -> tuple[Path, ...]:
        """Return up to `limit` paths of the smallest length, at most `max_length` edges.

        Of parallel edges the most confident is walked, then the smallest fact id. Paths come in
        the order of their node ids. Empty where there is none; one empty path where both ends
        are one entity.

        Raises:
            NotFoundError: an end is no entity.
        """

    def edge_arrays(self, where: EdgeFilter, entities: EntityFilter) -> EdgeArrays:
        """Return the edges that pass `where` between entities that pass `entities`.

        Entities without an edge are among `ids`. Edges come by source, target, fact and type.
        """

    # --- the way in and out -------------------------------------------------------------------

    def transaction(self) -> AbstractContextManager["StoreTransaction"]:
        """Open a write: committed at the end of the block, undone where it raises."""

    def export_records(self) -> Iterator[Mapping[str, object]]:
        """Yield all that is kept as plain JSON objects, each with its `record` name.

        One consistent state; in an order in which `import_records` can take them.
        """

    def import_records(self, records: Iterable[Mapping[str, object]]) -> int:
        """Take exported records into an empty store, all or none; return their number.

        Raises:
            StoreError: the store is not empty.
            ContractError: a record is not one that `export_records` yields.
        """


class StoreTransaction(Protocol):
    """The write operations, and what `graph.ledger` must read to decide on them.

    Reads see the transaction's own writes and take present ids only, any number at once. All
    writes are idempotent upserts by id; what they refer to must be there when the block ends,
    else `StoreError` is raised and nothing is kept.
    """

    # --- the record ----------------------------------------------------------------------------

    def article(self, article_id: str) -> Article | None:
        """Return the article, if it is kept."""

    def put_article(
        self,
        article: Article,
        recorded_at: str,
        appearances: Sequence[Appearance],
        mentions: Sequence[Mention],
        claims: Sequence[Claim],
    ) -> None:
        """Keep an article with all that it says, in place of what it said before.

        Appearances and claims that it goes on making stay with their entities and facts. Those
        that it no longer makes are forgotten; the entities and facts that held them are the
        caller's to put anew or to drop in the same transaction.
        """

    def drop_article(self, article_id: str) -> None:
        """Forget an article, its appearances, mentions and claims."""

    def appearances_of_article(self, article_id: str) -> tuple[Appearance, ...]: ...

    def appearances_of_entities(self, entity_ids: Collection[str]) -> tuple[Appearance, ...]: ...

    def entities_with_keys(self, type: str, keys: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Return the entities of a type that have one of the keys, and all keys of each."""

    def entities_of_appearances(self, appearance_ids: Collection[str]) -> Mapping[str, str]:
        """Return the entity to which each appearance belongs, where it belongs to one."""

    def claims_by_id(self, claim_ids: Collection[str]) -> tuple[Claim, ...]: ...

    def claims_of_article(self, article_id: str) -> tuple[Claim, ...]: ...

    def claims_of_entities(self, entity_ids: Collection[str]) -> tuple[Claim, ...]:
        """Return all claims that have an appearance of one of the entities as a party."""

    def claim_ids_of_facts(self, fact_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]: ...

    def facts_of_claims(self, claim_ids: Collection[str]) -> Mapping[str, str]:
        """Return the fact to which each claim belongs, where it belongs to one."""

    def facts_between(
        self, kind: FactKind, type: str, entity_ids: Collection[str]
    ) -> tuple[Fact, ...]:
        """Return the facts of a kind and type in which one of the entities takes part."""

    def deals_near(self, type: str, entity_ids: Collection[str]) -> tuple[Fact, ...]:
        """Return the deals of a type in which two of the entities take part, or one alone.

        A deal of several claims is among them as soon as one of the entities takes part.
        """

    def mention_counts(self, appearance_ids: Collection[str]) -> Mapping[str, int]: ...

    def article_ids(self) -> tuple[str, ...]: ...

    def article_times(self, article_ids: Collection[str]) -> Mapping[str, tuple[str | None, str]]:
        """Return when each article was published and when it was recorded."""

    def earliest_appearances(self, entity_ids: Collection[str]) -> Mapping[str, Appearance]:
        """Return the appearance of each entity that was published first.

        Undated ones come last; where dates are equal, the id of the article counts, then its own.
        """

    def name_counts(self, entity_ids: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """Return for each entity in how many articles each name is its main one."""

    def has_twin(self, entity_id: str, appearance: Appearance) -> bool:
        """Tell whether another article tells of the entity by the same name, aliases and keys."""

    def least_appearances(self, type: str, keys: Collection[str]) -> Mapping[str, str]:
        """Return for each key the least id of the appearances of a type that have it."""

    # --- the graph -------------------------------------------------------------------------------

    def entities(self, entity_ids: Collection[str]) -> Mapping[str, Entity]:
        """Return entities by id, to be put anew with what has changed."""

    def put_entities(self, entities: Sequence[tuple[Entity, Sequence[str]]]) -> None:
        """Keep entities, each with the ids of all its appearances, in place of what it had."""

    def extend_entities(self, entities: Sequence[tuple[Entity, Sequence[str]]]) -> None:
        """Keep entities anew and add appearances to those that each has."""

    def drop_entities(self, entity_ids: Collection[str]) -> None: ...

    def put_facts(self, facts: Sequence[tuple[Fact, Sequence[str], Sequence[Edge]]]) -> None:
        """Keep facts, each with the ids of all its claims and the edges that it draws."""

    def drop_facts(self, fact_ids: Collection[str]) -> None: ...

    def clear_graph(self) -> None:
        """Forget the whole graph, to be drawn anew from the record."""

    # --- judgements -----------------------------------------------------------------------------

    def put_judgements(self, judgements: Sequence[Judgement]) -> None: ...

    def drop_judgements(self, judgement_ids: Collection[str]) -> None: ...

    def judgements(self, judgement_ids: Collection[str]) -> Mapping[str, Judgement]: ...

    def judgements_of(self, appearance_ids: Collection[str]) -> tuple[Judgement, ...]:
        """Return the judgements that have one of the appearances on either side."""
