"""Taking a whole graph out of a store and into another."""

from collections.abc import Iterable, Iterator, Mapping
from typing import IO

import click
import orjson

from api.cli.main import settings_of
from api.cli.options import store_option
from graph.open_store import open_store
from schema.errors import ContractError, InputError


@click.command(
    "export",
    help="Write all that the store holds as JSON lines, nothing lost.\n\n"
    "Example: guanxi export > graph.jsonl",
)
@store_option
@click.option("--output", "-o", default="-", help="The file to write; - is standard output.")
@click.pass_context
def export_command(ctx: click.Context, store: str | None, output: str) -> None:
    with open_store(settings_of(ctx, store=store).store, read_only=True) as graph:
        try:
            with click.open_file(output, "wb") as file:
                for record in graph.export_records():
                    file.write(orjson.dumps(record) + b"\n")
        except BrokenPipeError:
            raise
        except OSError as error:
            raise InputError(f"{output!r} cannot be written: {error.strerror}") from error


@click.command(
    "import",
    help="Take exported JSON lines into an empty store, all or none.\n\n"
    "Example: guanxi import graph.jsonl --store sqlite:///copy.db",
)
@store_option
@click.argument("file")
@click.pass_context
def import_command(ctx: click.Context, store: str | None, file: str) -> None:
    address = settings_of(ctx, store=store).store
    # The file first, so that a wrong name makes no store.
    with opened(file) as lines, open_store(address) as graph:
        taken = graph.import_records(read_records(file, lines))
    click.echo(f"{taken} records", err=True)


def opened(name: str) -> IO[bytes]:
    """Return an open file, `-` being standard input.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        return click.open_file(name, "rb")
    except OSError as error:
        raise InputError(f"{name!r} cannot be read: {error.strerror}") from error


def read_records(name: str, lines: Iterable[bytes]) -> Iterator[Mapping[str, object]]:
    """Yield the objects of JSON lines.

    Raises:
        ContractError: a line is no JSON object; the message names it.
    """
    for number, line in enumerate(lines, start=1):
        yield read_record(name, number, line)


def read_record(name: str, number: int, line: bytes) -> Mapping[str, object]:
    """Return the object on one line.

    Raises:
        ContractError: it is none.
    """
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise ContractError(f"line {number} of {name!r} is not JSON: {error}") from error
    if not isinstance(record, dict):
        raise ContractError(f"line {number} of {name!r} is no JSON object")
    return record
