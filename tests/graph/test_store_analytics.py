"""Projections, caches and paths over a real store file."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.analytics.centrality import centrality
from graph.analytics.paths import k_shortest_paths
from graph.analytics.projection import ProjectionCache, project
from graph.identity import entity_id
from graph.open_store import open_store
from graph.queries import CentralityMeasure, Direction, EdgeFilter, EntityFilter
from graph.store import GraphStore
from schema.errors import NotFoundError
from schema.records import (
    SOURCE,
    TARGET,
    Appearance,
    Article,
    Edge,
    Entity,
    Fact,
    FactKind,
    Participant,
    Statement,
)

ANYTHING, ANYONE = EdgeFilter(), EntityFilter()

# Nord Bikes supplies 北河车业, which supplies Velo Est, which works with Nord Bikes.
NORD, BEIHE, VELO, LONE = (
    entity_id("FIRM", key) for key in ("nord bikes", "北河车业", "velo est", "lone")
)
BEIHE_BEFORE = entity_id("FIRM", "beihe")


def relation(
    fact: str, type: str, source: str, target: str, confidence: float, valid_from: str | None
) -> tuple[Fact, tuple[str, ...], tuple[Edge, ...]]:
    parties = (Participant(SOURCE, source), Participant(TARGET, target))
    kept = Fact(
        fact, FactKind.RELATION, type, parties, Statement(), confidence, valid_from=valid_from
    )
    symmetric = type == "PARTNERS_WITH"
    edge = Edge(fact, type, source, target, symmetric, confidence, valid_from=valid_from)
    return kept, (), (edge,)


def fill(store: GraphStore) -> None:
    article = Article("a1", "北河车业 (Beihe) buys from Nord Bikes.", "Bikes", "en", "2024-05-01")
    beihe = Appearance("p1", "a1", "FIRM", "北河车业", ("Beihe",), ("beihe", "北河车业"))
    with store.transaction() as transaction:
        transaction.put_article(article, "2024-05-02T00:00:00Z", [beihe], [], [])
        transaction.put_entities(
            [
                (Entity(BEIHE, "FIRM", "北河车业", ("Beihe",)), ["p1"]),
                (Entity(NORD, "FIRM", "Nord Bikes"), []),
                (Entity(VELO, "FIRM", "Velo Est"), []),
                (Entity(LONE, "FIRM", "Lone"), []),
            ]
        )
        transaction.put_facts(
            [
                relation("f1", "SUPPLIES", NORD, BEIHE, 0.9, "2023-01-01"),
                relation("f2", "SUPPLIES", BEIHE, VELO, 0.8, None),
                relation("f3", "PARTNERS_WITH", NORD, VELO, 0.6, "2022-01-01"),
            ]
        )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(f"sqlite:///{tmp_path}/bikes.db") as opened:
        fill(opened)
        yield opened


def test_a_projection_holds_the_store_as_it_is(store: GraphStore) -> None:
    projection = project(store, ANYTHING, ANYONE)

    assert projection.arrays.ids == tuple(sorted((NORD, BEIHE, VELO, LONE)))
    assert sorted(zip(projection.arrays.facts, projection.arrays.types, strict=True)) == [
        ("f1", "SUPPLIES"),
        ("f2", "SUPPLIES"),
        ("f3", "PARTNERS_WITH"),
    ]
    assert projection.version == store.version()


@pytest.mark.parametrize("direction", list(Direction))
def test_a_direction_selects_no_edges(store: GraphStore, direction: Direction) -> None:
    projection = project(store, EdgeFilter(direction=direction), ANYONE)

    assert len(projection.arrays.facts) == 3


def test_paths_carry_the_times_of_their_facts(store: GraphStore) -> None:
    short, long = k_shortest_paths(store, NORD, VELO, ANYTHING, k=5, max_length=3)

    assert (short.nodes, long.nodes) == ((NORD, VELO), (NORD, BEIHE, VELO))
    assert short.edges == (
        Edge("f3", "PARTNERS_WITH", NORD, VELO, True, 0.6, valid_from="2022-01-01"),
    )
    assert [edge.valid_from for edge in long.edges] == ["2023-01-01", None]


def test_paths_go_by_the_filter(store: GraphStore) -> None:
    supplies = EdgeFilter(types=frozenset({"SUPPLIES"}), direction=Direction.OUT)
    (path,) = k_shortest_paths(store, NORD, VELO, supplies, k=5, max_length=3)

    assert path.nodes == (NORD, BEIHE, VELO)
    assert k_shortest_paths(store, VELO, NORD, supplies, k=5, max_length=3) == ()


def test_an_entity_is_reached_by_a_former_id(store: GraphStore) -> None:
    (path,) = k_shortest_paths(store, BEIHE_BEFORE, NORD, ANYTHING, k=1, max_length=1)

    assert path.nodes == (BEIHE, NORD)


def test_an_end_that_the_store_does_not_know_is_named(store: GraphStore) -> None:
    with pytest.raises(NotFoundError, match="'e_none'"):
        k_shortest_paths(store, NORD, "e_none", ANYTHING, k=1, max_length=1)


def test_the_first_of_k_paths_are_the_stores_own_shortest(store: GraphStore) -> None:
    own = store.shortest_paths(NORD, VELO, ANYTHING, max_length=3, limit=5)

    assert k_shortest_paths(store, NORD, VELO, ANYTHING, k=1, max_length=3) == own


def test_scores_name_the_stores_version(store: GraphStore) -> None:
    scores = centrality(project(store, ANYTHING, ANYONE), CentralityMeasure.DEGREE)

    assert scores.version == store.version()
    assert dict(scores.top(4)) == {NORD: 2.0, BEIHE: 2.0, VELO: 2.0, LONE: 0.0}


def test_a_projection_is_built_once_a_version(store: GraphStore) -> None:
    cache = ProjectionCache()
    before = cache.get(store, ANYTHING, ANYONE)
    assert cache.get(store, ANYTHING, ANYONE) is before

    with store.transaction() as transaction:
        transaction.drop_facts(["f3"])
    after = cache.get(store, ANYTHING, ANYONE)

    assert sorted(after.arrays.facts) == ["f1", "f2"]
    assert len(cache) == 1


def test_a_cache_keeps_no_more_than_it_says(store: GraphStore) -> None:
    cache = ProjectionCache(max_entries=2)
    least, used, last = (EdgeFilter(min_confidence=sure) for sure in (0.1, 0.2, 0.3))
    kept = cache.get(store, used, ANYONE)
    dropped = cache.get(store, least, ANYONE)
    cache.get(store, used, ANYONE)
    cache.get(store, last, ANYONE)

    assert len(cache) == 2
    assert cache.get(store, used, ANYONE) is kept
    assert cache.get(store, least, ANYONE) is not dropped


def test_two_stores_share_a_cache(store: GraphStore, tmp_path: Path) -> None:
    cache = ProjectionCache()
    filled = cache.get(store, ANYTHING, ANYONE)
    with open_store(f"sqlite:///{tmp_path}/other.db") as other:
        assert len(cache.get(other, ANYTHING, ANYONE)) == 0
    assert cache.get(store, ANYTHING, ANYONE) is filled


def test_threads_get_one_and_the_same_projection(store: GraphStore) -> None:
    cache = ProjectionCache()
    with ThreadPoolExecutor(max_workers=4) as threads:
        got = list(threads.map(lambda _: cache.get(store, ANYTHING, ANYONE), range(16)))

    assert all(projection is got[0] for projection in got)


def test_a_cached_projection_serves_paths(store: GraphStore) -> None:
    cache = ProjectionCache()
    cached = k_shortest_paths(store, NORD, VELO, ANYTHING, k=5, max_length=3, cache=cache)

    assert cached == k_shortest_paths(store, NORD, VELO, ANYTHING, k=5, max_length=3)
    assert len(cache) == 1


@pytest.mark.parametrize(
    "module",
    ["graph.analytics.projection", "graph.analytics.paths", "graph.store", "graph.open_store"],
)
def test_networkit_is_not_imported_before_it_is_needed(module: str) -> None:
    program = f"import sys, {module}; sys.exit('networkit' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
