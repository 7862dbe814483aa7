"""What our layer adds to the engines under it: PageRank and k shortest paths."""

from collections.abc import Iterator
from itertools import islice

import networkit as nk
import networkx as nx
import numpy as np

from graph.analytics.centrality import centrality
from graph.analytics.paths import paths_between
from graph.analytics.projection import Projection, projection_of
from graph.queries import CentralityMeasure, EdgeArrays
from tests.benchmarks.harness import Figure, Size, benchmark, medians

ENTITIES = {Size.SMALL: 10_000, Size.FULL: 100_000}
EDGES_PER_ENTITY = 5
ROUNDS = {Size.SMALL: 5, Size.FULL: 9}
PAIRS = {Size.SMALL: 10, Size.FULL: 30}


def random_arrays(entities: int) -> EdgeArrays:
    """Return a graph with hubs: an edge's target is an early entity more often than a late one."""
    random = np.random.default_rng(20)
    size = entities * EDGES_PER_ENTITY
    source = random.integers(0, entities, size)
    target = (entities * random.random(size) ** 3).astype(np.int64)
    order = np.lexsort((target, source))
    return EdgeArrays(
        ids=tuple(f"e{position:08d}" for position in range(entities)),
        source=source[order],
        target=target[order],
        weight=random.uniform(0.5, 1.0, size),
        symmetric=random.random(size) < 0.2,
        types=("SUPPLIES",) * size,
        facts=tuple(f"f{position:08d}" for position in range(size)),
        version=1,
    )


def direct_pagerank(arrays: EdgeArrays) -> list[float]:
    """Call networkit as one would without us, at the same tolerance on the same edges."""
    nk.setNumberOfThreads(1)
    size = len(arrays.ids)
    ends = (arrays.source, arrays.target)
    graph = nk.GraphFromCoo((arrays.weight, ends), n=size, weighted=True, directed=False)
    engine = nk.centrality.PageRank(graph, 0.85, 1e-6 / size)
    engine.norm = nk.centrality.Norm.L1_NORM
    engine.run()
    scores: list[float] = engine.scores()
    return scores


@benchmark
def pagerank(size: Size) -> Iterator[Figure]:
    """Measure PageRank from a projection to a ranking, over networkit called directly."""
    arrays = random_arrays(ENTITIES[size])
    projection = projection_of(arrays)
    ours, direct, projecting = medians(
        lambda: centrality(projection, CentralityMeasure.PAGERANK),
        lambda: direct_pagerank(arrays),
        lambda: projection_of(arrays),
        rounds=ROUNDS[size],
        processor=True,
    )
    beside = {"seconds": ours, "networkit called directly, seconds": direct}
    yield Figure.at_most("analytics.pagerank_ratio", ours / direct, "times", 1.5, beside)
    yield Figure("analytics.projection_s", projecting, "s", beside={"edges": len(arrays.facts)})


def networkx_paths(graph: "nx.Graph[int]", start: int, end: int) -> list[list[int]]:
    return list(islice(nx.shortest_simple_paths(graph, start, end), 3))


@benchmark
def k_shortest_paths(size: Size) -> Iterator[Figure]:
    """Measure three shortest paths between random entities, over networkx on a ready graph."""
    projection = projection_of(random_arrays(ENTITIES[size]))
    pairs = np.random.default_rng(21).integers(0, len(projection), (PAIRS[size], 2)).tolist()
    graph: nx.Graph[int] = nx.Graph()
    ends = (projection.arrays.source.tolist(), projection.arrays.target.tolist())
    graph.add_nodes_from(range(len(projection)))
    graph.add_edges_from(zip(*ends, strict=True))
    ours, theirs = medians(
        lambda: [three_paths(projection, start, end) for start, end in pairs],
        lambda: [networkx_paths(graph, start, end) for start, end in pairs],
        rounds=3,
        processor=True,
    )
    beside = {
        "ms": ours / len(pairs) * 1e3,
        "networkx in no stated order, ms": theirs / len(pairs) * 1e3,
    }
    yield Figure("analytics.k_shortest_paths_ratio", ours / theirs, "times", beside=beside)


def three_paths(projection: Projection, start: int, end: int) -> object:
    ids = projection.arrays.ids
    return paths_between(projection, ids[start], ids[end], k=3, max_length=8)
