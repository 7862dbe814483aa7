"""Who sits at the centre of a network: measures over a projection, and their ranking.

This is the only module of `graph` that imports networkit, which takes more than half a second of
processor time. A server that must answer at once imports it with its first question about
centrality, not at its start.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import networkit as nk
import numpy as np
from numpy.typing import NDArray

from graph.analytics.projection import Projection
from graph.queries import CentralityMeasure, Direction

DAMPING = 0.85
TOLERANCE = 1e-6
"""PageRank stops when all scores together moved by less than this, divided by their number."""
MAX_ITERATIONS = 1000
"""A stop for the unforeseen: errors shrink by `DAMPING` a step, so that 200 are plenty."""

Parameters = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Entities with their scores, highest first, ties by id, and how the scores came about.

    `values` (float64) has one score for each of `ids`. `version` is the store's version.
    """

    measure: CentralityMeasure
    engine: str
    version: int
    parameters: Parameters
    ids: tuple[str, ...]
    values: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)

    def top(self, first: int) -> tuple[tuple[str, float], ...]:
        """Return the `first` entities with their scores."""
        return tuple(zip(self.ids[:first], self.values[:first].tolist(), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class _Outcome:
    """Scores in the order of a projection's entities, with engine and parameters."""

    values: NDArray[np.float64]
    engine: str
    parameters: Parameters


def centrality(projection: Projection, measure: CentralityMeasure) -> Scores:
    """Return the score of every entity of the projection by `measure`, highest first.

    Edges are followed in the direction of `projection.where`; a symmetric edge counts both ways
    whatever the direction, and an edge from an entity to itself counts for nothing. What is done
    with parallel edges is said at each measure.
    """
    outcome = MEASURES[measure](projection)
    # Entities come in ascending order of id, and a stable sort leaves ties so.
    order = np.argsort(-outcome.values, kind="stable")
    ids = projection.arrays.ids
    return Scores(
        measure=measure,
        engine=outcome.engine,
        version=projection.version,
        parameters={"direction": projection.where.direction.value, **outcome.parameters},
        ids=tuple(ids[position] for position in order.tolist()),
        values=outcome.values[order],
    )


def degree(projection: Projection) -> _Outcome:
    """Count the entities that each is directly linked with.

    Formula: d(v) = |{u ≠ v : a step leads from v to u}|. Parallel edges count once: the measure
        is about how many others, not how many facts.
    Normalisation: none; divide by n − 1 for a share of all others.
    Cost: O(n + m) for n entities and m edges.
    Source: L. C. Freeman, "Centrality in social networks: conceptual clarification", Social
        Networks 1 (1979).
    """
    arcs, tails = projection.forward, projection.forward.tails()
    # Rows are sorted by head, so that parallel steps stand side by side.
    first = np.ones(len(tails), dtype=np.bool_)
    first[1:] = (tails[1:] != tails[:-1]) | (arcs.heads[1:] != arcs.heads[:-1])
    counts = np.bincount(tails[first], minlength=len(projection))
    return _Outcome(counts.astype(np.float64), _NUMPY, {"parallel_edges": "count once"})


def weighted_degree(projection: Projection) -> _Outcome:
    """Sum the confidence of each entity's edges.

    Formula: s(v) = Σ w(e) over the steps e from v. Parallel edges each add their confidence.
    Normalisation: none.
    Cost: O(n + m) for n entities and m edges.
    Source: A. Barrat et al., "The architecture of complex weighted networks", PNAS 101 (2004),
        there called strength.
    """
    arcs = projection.forward
    sums = np.bincount(arcs.tails(), weights=arcs.weights, minlength=len(projection))
    # Beyond twelve digits only the order of the additions would tell two equal sums apart.
    return _Outcome(np.round(sums, 12), _NUMPY, {"parallel_edges": "add up"})


def pagerank(projection: Projection) -> _Outcome:
    """Give the share of time that a walker spends at each entity who follows links at random.

    Formula: x = (1 − d)/n + d · Σ x(u) · w(u, v)/s(u), with d = 0.85, w the confidence of the
        steps from u to v and s(u) the sum of those from u. Parallel edges add up. From an entity
        without a step the walker goes to any entity alike.
    Normalisation: scores sum to 1. They are rounded to the place of the tolerance, 1e-6/n, up to
        which the iteration is exact.
    Cost: O(m) an iteration for m edges, at most 175 iterations at a million entities; one thread.
    Source: L. Page, S. Brin, R. Motwani, T. Winograd, "The PageRank citation ranking", Stanford
        (1999); sinks as in M. Brinkmeier, "PageRank revisited", ACM TOIT 6 (2006).
    """
    size = len(projection)
    tolerance = TOLERANCE / max(size, 1)
    directed = projection.where.direction is not Direction.BOTH
    engine = nk.centrality.PageRank(
        to_networkit(projection, directed=directed, weighted=True), DAMPING, tolerance
    )
    engine.norm = nk.centrality.Norm.L1_NORM
    engine.maxIterations = MAX_ITERATIONS
    engine.run()
    scores = np.asarray(engine.scores(), dtype=np.float64)
    # A walker who is lost at an entity without steps and is put back anywhere adds the same to
    # every constant of the linear system, so that dividing by the sum is the exact correction.
    values = scores / scores.sum() if size else scores
    parameters: Parameters = {
        "damping": DAMPING,
        "tolerance": tolerance,
        "iterations": engine.numberOfIterations(),
        "parallel_edges": "add up",
    }
    places = int(np.ceil(-np.log10(tolerance)))
    return _Outcome(np.round(values, places), f"networkit {nk.__version__}", parameters)


def to_networkit(projection: Projection, *, directed: bool, weighted: bool) -> Any:
    """Return a `networkit.Graph` whose nodes are positions in the projection's ids.

    Directed, it has an arc for every step that the projection's direction allows; undirected,
    every edge once. Parallel edges stay apart. Edges from an entity to itself are left out, and
    weighted, edges of confidence 0 too, since measures divide by sums of weights.

    networkit comes without types, hence `Any`.
    """
    # Set for each call because OpenMP keeps it for each thread. More than one thread spins, and
    # costs up to 170 times the processor time where a call takes a millisecond.
    nk.setNumberOfThreads(1)
    if directed:
        tails, arcs = projection.forward.tails(), projection.forward
        source, target, weight = tails, arcs.heads, arcs.weights
    else:
        arrays = projection.arrays
        source, target, weight = arrays.source, arrays.target, arrays.weight
    kept = source != target
    if weighted:
        kept &= weight > 0.0
    ends = (source[kept], target[kept])
    data = (weight[kept], ends) if weighted else ends
    return nk.GraphFromCoo(data, n=len(projection), weighted=weighted, directed=directed)


_NUMPY = f"numpy {np.__version__}"

MEASURES: Mapping[CentralityMeasure, Callable[[Projection], _Outcome]] = {
    CentralityMeasure.DEGREE: degree,
    CentralityMeasure.WEIGHTED_DEGREE: weighted_degree,
    CentralityMeasure.PAGERANK: pagerank,
}
