"""How a command answers: a table for people, JSON or CSV for programs."""

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from schema.money import Money
from schema.numbers import Bound

Row = Mapping[str, Any]

PLAIN_WIDTH = 160
"""Columns of a table that no terminal shows, where nothing else limits it."""

BOUNDS = {
    Bound.EXACT: "",
    Bound.LOWER: "at least ",
    Bound.UPPER: "at most ",
    Bound.APPROXIMATE: "about ",
}

# Names and sentences are an article's words: none of them may steer the terminal.
CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


def print_rows(
    rows: Sequence[Row],
    form: str,
    *,
    shown: Callable[[Row], Row] = dict,
    title: str = "",
    none: str = "nothing",
) -> None:
    """Print rows, all with the same names, in the form asked for.

    Args:
        rows: What to print.
        form: One of `options.FORMATS`.
        shown: Gives what a table shows of a row, by default all of it.
        title: What stands over a table.
        none: What to say instead of a table without rows.
    """
    if form == "json":
        print_json(rows)
    elif form == "jsonl":
        print_jsonl(rows)
    elif form == "csv":
        print_csv(rows)
    elif rows:
        print_table([shown(row) for row in rows], title)
    else:
        click.echo(none)


def print_json(value: Any) -> None:
    """Print one JSON value, readable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_jsonl(rows: Sequence[Row]) -> None:
    """Print one JSON object a line."""
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))


def print_csv(rows: Sequence[Row]) -> None:
    """Print comma-separated values with a heading, numbers in full."""
    if not rows:
        return
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {
                name: value if isinstance(value, float) else cell(value)
                for name, value in row.items()
            }
        )


def print_table(rows: Sequence[Row], title: str = "") -> None:
    """Print a table as wide as the terminal, or as its content where there is none."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for name in rows[0]:
        numeric = all(isinstance(row[name], int | float) for row in rows)
        table.add_column(
            name.replace("_", " "), justify="right" if numeric else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(cell(value).translate(CONTROLS) for value in row.values()))
    console().print(table)


def console(*, stderr: bool = False) -> Console:
    """Return where people read: without a terminal lines are wide and carry no colour."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PLAIN_WIDTH
    return Console(stderr=stderr, width=width, markup=False, emoji=False, highlight=False)


def cell(value: Any) -> str:
    """Return a value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)


def money_text(money: Money | None) -> str:
    """Return a sum as people read it, such as `650,000,000 USD`."""
    if money is None:
        return ""
    return f"{BOUNDS[money.bound]}{money.value:,f} {money.currency}"
