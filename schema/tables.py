"""Reads the word lists and tables of `schema/data`, and makes regular expressions of them."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_lines(name: str) -> list[str]:
    """Return the lines of a data file, without blank lines and those that begin with `#`."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a tab-separated file whose first line names the columns.

    Cells that a short row leaves out are empty.
    """
    reader = csv.DictReader(
        read_lines(name), delimiter="\t", restval="", quoting=csv.QUOTE_NONE, strict=True
    )
    return list(reader)


@cache
def read_words(name: str) -> frozenset[str]:
    """Return the words of a file that holds one or more a line, parted by tabs."""
    return frozenset(
        word.strip() for line in read_lines(name) for word in line.split("\t") if word.strip()
    )


def alternation(words: Iterable[str]) -> str:
    """Return a pattern that matches any of `words`, the longest that fits."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"
