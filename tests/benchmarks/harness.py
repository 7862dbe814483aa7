"""What a benchmark is made of: figures with bars, a registry to run them, a table and a file.

A module of this folder adds figures with `@benchmark`:

    @benchmark
    def ingest(size: Size) -> Iterator[Figure]:
        yield Figure.at_most("ingest.overhead_ratio", ratio, "", 0.5)

Bars are set on ratios within one run wherever that is possible, since machines differ.
"""

import gc
import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table

log = logging.getLogger(__name__)


class Size(StrEnum):
    """How much is measured: `SMALL` is a look that takes seconds, `FULL` what is reported."""

    SMALL = "small"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    `bar` is the number that `value` must reach or stay under, `None` where there is none; `ok`
    says whether it does. `beside` holds what was measured in the same run to compare it with.
    """

    name: str
    value: float
    unit: str
    bar: float | None = None
    ok: bool = True
    beside: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def at_most(
        cls,
        name: str,
        value: float,
        unit: str,
        bar: float,
        beside: Mapping[str, float] | None = None,
    ) -> "Figure":
        """Return a figure that must not be larger than `bar`."""
        return cls(name, value, unit, bar, value <= bar, beside or {})

    @classmethod
    def at_least(
        cls,
        name: str,
        value: float,
        unit: str,
        bar: float,
        beside: Mapping[str, float] | None = None,
    ) -> "Figure":
        """Return a figure that must not be smaller than `bar`."""
        return cls(name, value, unit, bar, value >= bar, beside or {})


Benchmark = Callable[[Size], Iterable[Figure]]

REGISTRY: dict[str, Benchmark] = {}
"""What `@benchmark` has registered, by module and name."""


def benchmark(function: Benchmark) -> Benchmark:
    """Register a function that measures something at a size and yields figures."""
    name = f"{function.__module__}.{function.__name__}"
    REGISTRY[name] = function
    return function


def run_all(benchmarks: Mapping[str, Benchmark], size: Size) -> Iterator[Figure]:
    """Run benchmarks in order of name, and yield their figures as they come.

    Raises:
        ValueError: two figures have one name.
    """
    names: set[str] = set()
    for name, function in sorted(benchmarks.items()):
        log.info("running %s", name)
        for figure in function(size):
            if figure.name in names:
                raise ValueError(f"two figures are called {figure.name!r}")
            names.add(figure.name)
            yield figure


def medians(
    *functions: Callable[[], object], rounds: int, processor: bool = False
) -> tuple[float, ...]:
    """Return the median seconds that each function takes, the functions taking turns.

    Turns make a slow spell of the machine fall on all of them alike. `processor` counts processor
    time of this process instead of wall time: right for work on one thread that waits for nothing.
    """
    clock = process_time if processor else perf_counter
    taken: list[list[float]] = [[] for _ in functions]
    for _ in range(rounds):
        for function, seconds in zip(functions, taken, strict=True):
            gc.collect()
            begun = clock()
            function()
            seconds.append(clock() - begun)
    return tuple(median(seconds) for seconds in taken)


def write_figures(figures: Sequence[Figure], path: Path) -> None:
    """Write figures to `path` as a JSON array of one object each."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(figure) for figure in figures]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def print_figures(figures: Sequence[Figure], console: Console) -> None:
    """Print figures as a table."""
    table = Table("figure", "value", "unit", "bar", "", "beside", title="Benchmarks")
    table.columns[0].no_wrap = True
    for column in (1, 3):
        table.columns[column].justify = "right"
    for figure in figures:
        beside = "; ".join(f"{name} {value:.4g}" for name, value in figure.beside.items())
        bar = "" if figure.bar is None else f"{figure.bar:.4g}"
        verdict = "" if figure.bar is None else ("ok" if figure.ok else "[bold red]missed[/]")
        table.add_row(figure.name, f"{figure.value:.4g}", figure.unit, bar, verdict, beside)
    console.print(table)
