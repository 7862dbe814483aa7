"""The options that several commands share."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

import click

from graph.queries import Direction, EdgeFilter

FORMATS = ("table", "json", "jsonl", "csv")

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
Decorator = Callable[[Decorated], Decorated]

store_option = click.option(
    "--store", metavar="ADDRESS", help="The store, such as sqlite:///graph.db [GUANXI_STORE]."
)
host_option = click.option("--host", help="The address to listen on [GUANXI_HOST].")
port_option = click.option(
    "--port", type=click.IntRange(1, 65535), help="The port to listen on [GUANXI_PORT]."
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to answer.",
)


class Day(click.ParamType[date]):
    """A calendar day, such as 2024-08-03."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2024-08-03", param, ctx)


def limit_option(default: int, most: int, *, name: str = "--limit", what: str) -> Decorator[Any]:
    """Return an option for a number of things, from 1 to `most`."""
    return click.option(
        name, type=click.IntRange(1, most), default=default, show_default=True, help=what
    )


def types_option(known: Callable[[], Iterable[str]], what: str) -> Decorator[Any]:
    """Return an option that takes kinds of the ontology, in any case, more than once."""

    def read(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> frozenset[str]:
        names = {
            name.strip().upper().replace("-", "_") for value in values for name in value.split(",")
        }
        for name in sorted(names.difference(known())):
            raise click.BadParameter(f"{name!r} is none; there are {', '.join(known())}.")
        return frozenset(names)

    return click.option(
        "--type",
        "types",
        metavar="TYPE",
        multiple=True,
        callback=read,
        help=f"Only {what} of this type; may be given more than once.",
    )


def edge_options(command: Decorated) -> Decorated:
    """Add the options that say which links count; `edges_of` reads them."""
    for option in (
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=0.0,
            help="Only facts at least this sure, 0 to 1.",
        ),
        click.option("--as-of", type=Day(), help="Only what was true on this day."),
    ):
        command = option(command)
    return command


def edges_of(
    *,
    as_of: date | None,
    min_confidence: float,
    types: frozenset[str] = frozenset(),
    directed: bool = False,
) -> EdgeFilter:
    """Return the links that the options ask for."""
    return EdgeFilter(
        types=types,
        direction=Direction.OUT if directed else Direction.BOTH,
        as_of=as_of,
        min_confidence=min_confidence,
    )
