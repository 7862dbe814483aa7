"""Runs every benchmark of this folder: `python -m tests.benchmarks --size small`.

Prints a table, writes `build/bench.json`, and exits with 1 where a figure misses its bar.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from rich.console import Console

import tests.benchmarks
from tests.benchmarks.harness import REGISTRY, Size, print_figures, run_all, write_figures

OUTPUT = Path("build/bench.json")


def load_benchmarks() -> None:
    """Import the modules of this folder, each of which registers what it measures."""
    for module in iter_modules(tests.benchmarks.__path__):
        if module.name != "__main__" and not module.name.startswith("test_"):
            import_module(f"tests.benchmarks.{module.name}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all benchmarks and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--size", type=Size, choices=list(Size), default=Size.FULL)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    load_benchmarks()
    figures = list(run_all(REGISTRY, options.size))
    write_figures(figures, options.output)
    print_figures(figures, Console(width=None if sys.stdout.isatty() else 160))
    return 0 if all(figure.ok for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
