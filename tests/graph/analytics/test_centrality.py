"""Measures agree with networkx on graphs with isolated nodes, parallel and symmetric edges."""

from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
import pytest

from graph.analytics.centrality import Scores, centrality, to_networkit
from graph.analytics.projection import projection_of
from graph.queries import CentralityMeasure, Direction, EdgeFilter
from schema.records import Edge
from tests.graph.random_graphs import arrays_of, random_projection, walkable

DIRECTIONS = pytest.mark.parametrize("direction", list(Direction))
SEEDS = pytest.mark.parametrize("seed", range(50))
MEASURES = pytest.mark.parametrize("measure", list(CentralityMeasure))


def values(scores: Scores) -> dict[str, float]:
    return dict(scores.top(len(scores)))


def supply(fact: str, source: str, target: str, confidence: float = 0.9) -> Edge:
    return Edge(fact, "SUPPLIES", source, target, symmetric=False, confidence=confidence)


@DIRECTIONS
@SEEDS
def test_degree_is_the_number_of_different_neighbours(seed: int, direction: Direction) -> None:
    oracle = nx.DiGraph(walkable(seed, direction))
    scores = centrality(random_projection(seed, direction), CentralityMeasure.DEGREE)

    assert values(scores) == dict(oracle.out_degree())


@DIRECTIONS
@SEEDS
def test_weighted_degree_adds_parallel_edges_up(seed: int, direction: Direction) -> None:
    oracle = walkable(seed, direction)
    scores = centrality(random_projection(seed, direction), CentralityMeasure.WEIGHTED_DEGREE)

    assert values(scores) == pytest.approx(dict(oracle.out_degree(weight="weight")))


@DIRECTIONS
@SEEDS
def test_pagerank_is_that_of_networkx(seed: int, direction: Direction) -> None:
    oracle = walkable(seed, direction)
    # networkx, too, divides by sums of weights.
    oracle.remove_edges_from([e for e in oracle.edges(keys=True) if not oracle.edges[e]["weight"]])
    expected = nx.pagerank(oracle, tol=1e-13, max_iter=1000)
    scores = centrality(random_projection(seed, direction), CentralityMeasure.PAGERANK)

    assert values(scores) == pytest.approx(expected, abs=1e-6 / len(scores) * 2)
    assert scores.values.sum() == pytest.approx(1.0, abs=1e-6)


@MEASURES
def test_scores_come_highest_first_and_ties_by_id(measure: CentralityMeasure) -> None:
    leaves = ["九联科技", "a", "m", "b"]
    arrays = arrays_of(["hub", *leaves], [supply(f"f{leaf}", leaf, "hub") for leaf in leaves])

    assert centrality(projection_of(arrays), measure).ids == ("hub", "a", "b", "m", "九联科技")


@MEASURES
def test_the_same_question_has_the_same_answer(measure: CentralityMeasure) -> None:
    first, second = (centrality(random_projection(3, Direction.OUT), measure) for _ in range(2))

    assert first.ids == second.ids
    assert np.array_equal(first.values, second.values)


@MEASURES
def test_an_empty_graph_has_no_scores(measure: CentralityMeasure) -> None:
    scores = centrality(projection_of(arrays_of([], [])), measure)

    assert (scores.ids, len(scores), scores.top(20)) == ((), 0, ())


@MEASURES
def test_entities_without_an_edge_have_a_score(measure: CentralityMeasure) -> None:
    scores = centrality(projection_of(arrays_of("cab", [])), measure)
    each = 1 / 3 if measure is CentralityMeasure.PAGERANK else 0.0

    assert scores.ids == ("a", "b", "c")
    assert scores.values.tolist() == pytest.approx([each] * 3, abs=1e-6)


@MEASURES
def test_scores_say_how_they_came_about(measure: CentralityMeasure) -> None:
    where = EdgeFilter(direction=Direction.IN)
    edges = [supply("f1", "a", "b")]
    scores = centrality(projection_of(arrays_of("ab", edges, version=7), where), measure)

    assert (scores.measure, scores.version) == (measure, 7)
    assert scores.engine.split()[0] in ("networkit", "numpy")
    assert scores.parameters["direction"] == "IN"
    assert "parallel_edges" in scores.parameters


def test_pagerank_states_its_parameters() -> None:
    edges = [supply("f1", "a", "b")]
    scores = centrality(projection_of(arrays_of("abcd", edges)), CentralityMeasure.PAGERANK)

    assert (scores.parameters["damping"], scores.parameters["tolerance"]) == (0.85, 1e-6 / 4)


def test_pagerank_is_the_same_in_other_threads() -> None:
    projection = random_projection(11, Direction.BOTH)
    expected = centrality(projection, CentralityMeasure.PAGERANK)
    with ThreadPoolExecutor(max_workers=4) as threads:
        runs = threads.map(lambda _: centrality(projection, CentralityMeasure.PAGERANK), range(8))
        assert all(np.array_equal(run.values, expected.values) for run in runs)


@pytest.mark.parametrize(("directed", "edges"), [(True, 6), (False, 3)])
def test_networkit_gets_steps_or_edges(directed: bool, edges: int) -> None:
    partners = Edge("f4", "PARTNERS_WITH", "b", "c", symmetric=True, confidence=0.0)
    arrays = arrays_of(
        "abc", [supply("f1", "a", "b"), supply("f2", "a", "b"), supply("f3", "c", "c"), partners]
    )
    projection = projection_of(arrays, EdgeFilter(direction=Direction.BOTH))
    graph = to_networkit(projection, directed=directed, weighted=False)

    assert (graph.numberOfNodes(), graph.numberOfEdges()) == (3, edges)
    weighted = to_networkit(projection, directed=directed, weighted=True)
    assert weighted.totalEdgeWeight() == pytest.approx(1.8 * (1 + directed))
