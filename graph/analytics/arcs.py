"""Edges sorted by the entity they lead away from, so that neighbours are one slice of an array."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.queries import Direction, EdgeArrays


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Every step that can be taken in a graph, in compressed rows.

    The steps from entity position `v` are `offsets[v]` to `offsets[v + 1]` of the other three
    arrays: where they lead (`heads`, ascending), how sure (`weights`) and by which edge of the
    `EdgeArrays` (`edges`, ascending among parallel ones).
    """

    offsets: NDArray[np.int64]
    heads: NDArray[np.int64]
    weights: NDArray[np.float64]
    edges: NDArray[np.int64]

    def from_position(self, position: int) -> list[int]:
        """Return where steps from `position` lead, ascending, once for each parallel edge."""
        heads: list[int] = self.heads[self.offsets[position] : self.offsets[position + 1]].tolist()
        return heads

    def between(self, tail: int, head: int) -> list[int]:
        """Return the edges that lead from `tail` straight to `head`."""
        start, end = self.offsets[tail], self.offsets[tail + 1]
        low, high = np.searchsorted(self.heads[start:end], [head, head + 1])
        edges: list[int] = self.edges[start + low : start + high].tolist()
        return edges

    def tails(self) -> NDArray[np.int64]:
        """Return for each step the position that it leads away from."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))


def arcs_of(arrays: EdgeArrays, direction: Direction) -> Arcs:
    """Return the steps that `direction` allows: along edges, against them, or both ways.

    A symmetric edge is walked both ways whatever the direction. An edge from an entity to itself
    leads nowhere and is left out. Costs O(m log m) time for m edges.
    """
    source, target = arrays.source, arrays.target
    everything = np.arange(len(source))
    along = everything if direction is not Direction.IN else np.flatnonzero(arrays.symmetric)
    against = everything if direction is not Direction.OUT else np.flatnonzero(arrays.symmetric)
    tails = np.concatenate((source[along], target[against]))
    heads = np.concatenate((target[along], source[against]))
    edges = np.concatenate((along, against))
    moving = np.flatnonzero(tails != heads)
    order = moving[np.lexsort((edges[moving], heads[moving], tails[moving]))]
    counts = np.bincount(tails[order], minlength=len(arrays.ids))
    offsets = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
    return Arcs(offsets, heads[order], arrays.weight[edges[order]], edges[order])
