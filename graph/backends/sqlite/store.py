"""The graph in one SQLite file: every operation of `GraphStore`, each in one snapshot."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path as FilePath
from types import TracebackType
from typing import Self

from graph.backends.common.dump import load
from graph.backends.common.limits import check_ids, check_size
from graph.backends.sqlite.around import read_facts_of, read_mentions_of, read_neighbours
from graph.backends.sqlite.arrays import read_edge_arrays, read_statistics, read_version
from graph.backends.sqlite.connections import BUSY_SECONDS, Connections
from graph.backends.sqlite.export import export_records, is_empty
from graph.backends.sqlite.lists import find_articles, find_deals, find_entities
from graph.backends.sqlite.network import read_shortest_paths, read_subgraph
from graph.backends.sqlite.records import read_articles, read_claims, read_entities, read_facts
from graph.backends.sqlite.search import search_entities
from graph.backends.sqlite.transaction import SqliteTransaction
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
from schema.errors import StoreError
from schema.records import Article, Claim, Edge, Entity, Fact, FactKind, Mention


class SqliteStore:
    """A store in the file `path`, which is made if it is not there.

    Threads may share it, and other processes may read and write the same file meanwhile.
    """

    def __init__(
        self, path: FilePath, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        self.address = f"sqlite:///{path}"
        self._connections = Connections(path, read_only=read_only, busy_seconds=busy_seconds)

    # --- life and size -----------------------------------------------------------------------

    def close(self) -> None:
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def version(self) -> int:
        with self._connections.reading() as connection:
            return read_version(connection)

    def statistics(self) -> Statistics:
        with self._connections.reading() as connection:
            return read_statistics(connection)

    # --- by id ---------------------------------------------------------------------------------

    def articles(self, ids: Collection[str]) -> Mapping[str, Article]:
        check_ids(ids)
        with self._connections.reading() as connection:
            return read_articles(connection, ids)

    def entities(self, ids: Collection[str]) -> Mapping[str, Entity]:
        check_ids(ids)
        with self._connections.reading() as connection:
            return read_entities(connection, ids)

    def facts(self, ids: Collection[str]) -> Mapping[str, Fact]:
        check_ids(ids)
        with self._connections.reading() as connection:
            return read_facts(connection, ids)

    def claims(self, fact_ids: Collection[str]) -> Mapping[str, tuple[Claim, ...]]:
        check_ids(fact_ids)
        with self._connections.reading() as connection:
            return read_claims(connection, fact_ids)

    # --- around an entity ------------------------------------------------------------------------

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
        check_ids(entity_ids)
        check_size("first", first)
        with self._connections.reading() as connection:
            return read_facts_of(
                connection, entity_ids, kind, where, roles=roles, first=first, after=after
            )

    def mentions_of(
        self, entity_ids: Collection[str], *, first: int, after: str | None = None
    ) -> Mapping[str, Page[Mention]]:
        check_ids(entity_ids)
        check_size("first", first)
        with self._connections.reading() as connection:
            return read_mentions_of(connection, entity_ids, first=first, after=after)

    def neighbours(
        self, entity_ids: Collection[str], where: EdgeFilter, *, limit: int
    ) -> Mapping[str, tuple[Edge, ...]]:
        check_ids(entity_ids)
        check_size("limit", limit)
        with self._connections.reading() as connection:
            return read_neighbours(connection, entity_ids, where, limit=limit)

    def subgraph(self, center: str, where: EdgeFilter, *, depth: int, max_nodes: int) -> Subgraph:
        check_size("depth", depth)
        check_size("max_nodes", max_nodes, least=1)
        with self._connections.reading() as connection:
            return read_subgraph(connection, center, where, depth=depth, max_nodes=max_nodes)

    # --- lists and search --------------------------------------------------------------------

    def find_entities(
        self, where: EntityFilter, order: EntityOrder, *, first: int, after: str | None = None
    ) -> Page[Entity]:
        check_size("first", first)
        with self._connections.reading() as connection:
            return find_entities(connection, where, order, first=first, after=after)

    def find_deals(self, where: DealFilter, *, first: int, after: str | None = None) -> Page[Fact]:
        check_size("first", first)
        with self._connections.reading() as connection:
            return find_deals(connection, where, first=first, after=after)

    def find_articles(
        self, where: ArticleFilter, *, first: int, after: str | None = None
    ) -> Page[Article]:
        check_size("first", first)
        with self._connections.reading() as connection:
            return find_articles(connection, where, first=first, after=after)

    def search(
        self, text: str, types: frozenset[str], *, first: int, after: str | None = None
    ) -> Page[Hit]:
        check_size("first", first)
        with self._connections.reading() as connection:
            return search_entities(connection, text, types, first=first, after=after)

    # --- paths and analytics -----------------------------------------------------------------

    def shortest_paths(
        self, start: str, end: str, where: EdgeFilter, *, max_length: int, limit: int
    ) -> tuple[Path, ...]:
        check_size("max_length", max_length)
        check_size("limit", limit)
        with self._connections.reading() as connection:
            return read_shortest_paths(
                connection, start, end, where, max_length=max_length, limit=limit
            )

    def edge_arrays(self, where: EdgeFilter, entities: EntityFilter) -> EdgeArrays:
        with self._connections.reading() as connection:
            return read_edge_arrays(connection, where, entities)

    # --- the way in and out ----------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[SqliteTransaction]:
        with self._connections.writing() as connection:
            yield SqliteTransaction(connection)

    def export_records(self) -> Iterator[Mapping[str, object]]:
        with self._connections.reading() as connection:
            yield from export_records(connection)

    def import_records(self, records: Iterable[Mapping[str, object]]) -> int:
        with self._connections.writing() as connection:
            if not is_empty(connection):
                raise StoreError(f"{self.address} is not empty: import into a new store")
            return load(SqliteTransaction(connection), records)
