"""Printing what articles say, without a store."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from api.cli.articles import articles_of, is_single, load_extractor, read_options
from api.cli.main import settings_of, tell_error
from api.cli.output import console, print_json, print_jsonl
from schema.errors import GuanxiError, InputError
from schema.records import Article, Extraction

if TYPE_CHECKING:
    from ingest.extractor import Extractor
    from ingest.reading.readers import ReadFailure

Show = Callable[[Extraction], None]


@click.command(
    "extract",
    help="Print what articles say as JSON, keeping nothing. FILE is a .txt, .md, .html or .jsonl "
    "file, a folder, or - for standard input.\n\n"
    "Example: guanxi extract article.txt --format json",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(("json", "jsonl")),
    help="json: one readable object; jsonl: one object a line, as always for several articles.",
)
@click.option("--explain", is_flag=True, help="Show the text with what was read of it marked.")
@click.option("--html", metavar="OUT", help="With --explain: write a page to this file, or - .")
@click.option("--id", "article_id", help="The id of the one article that is read.")
@read_options
@click.pass_context
def extract_command(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str | None,
    explain: bool,
    html: str | None,
    article_id: str | None,
    published: str | None,
    language: str | None,
    url: str | None,
    stdin_format: str,
) -> None:
    single = len(files) == 1 and is_single(files[0], stdin_format)
    check_usage(form, explain=explain, html=html, article_id=article_id, single=single)
    settings_of(ctx)
    items = articles_of(
        files, published=published, language=language, url=url, stdin_format=stdin_format
    )
    if article_id is not None:
        items = with_id(items, article_id)
    show = shower(form or ("json" if single else "jsonl"), explain=explain, html=html)
    if show_all(items, load_extractor, show):
        sys.exit(1)


def check_usage(
    form: str | None, *, explain: bool, html: str | None, article_id: str | None, single: bool
) -> None:
    """Do nothing.

    Raises:
        UsageError: the options do not go together.
    """
    if html is not None and not explain:
        raise click.UsageError("--html goes with --explain")
    if explain and form is not None:
        raise click.UsageError("--explain shows the text; it does not go with --format")
    for option, value in (("--html", html), ("--id", article_id)):
        if value is not None and not single:
            raise click.UsageError(f"{option} goes with one article only")


def with_id(
    items: "Iterable[Article | ReadFailure]", article_id: str
) -> "Iterator[Article | ReadFailure]":
    """Yield the items, articles under another id."""
    for item in items:
        yield replace(item, id=article_id) if isinstance(item, Article) else item


def shower(form: str, *, explain: bool, html: str | None) -> Show:
    """Return what shows an extraction as the options ask."""
    if not explain:
        return print_objects if form == "json" else print_lines
    if html is None:
        return print_marked
    return lambda extraction: write_page(extraction, html)


def print_objects(extraction: Extraction) -> None:
    """Print the object of the contract, readable."""
    from ingest.printing.output import extraction_to_json

    print_json(extraction_to_json(extraction))


def print_lines(extraction: Extraction) -> None:
    """Print the object of the contract in one line."""
    from ingest.printing.output import extraction_to_json

    print_jsonl([extraction_to_json(extraction)])


def print_marked(extraction: Extraction) -> None:
    """Print the text with entities and evidence marked."""
    from ingest.printing.explain import explain_terminal

    explain_terminal(extraction, console=console())


def write_page(extraction: Extraction, name: str) -> None:
    """Write a page of the text with entities and evidence marked.

    Raises:
        InputError: the file cannot be written.
    """
    from ingest.printing.explain import explain_html

    try:
        with click.open_file(name, "w", encoding="utf-8") as file:
            file.write(explain_html(extraction))
    except OSError as error:
        raise InputError(f"{name!r} cannot be written: {error.strerror}") from error


def show_all(
    items: "Iterable[Article | ReadFailure]", load: "Callable[[], Extractor]", show: Show
) -> int:
    """Show what each article says, tell what is wrong with the bad ones, return their number.

    The extractor is loaded for the first good article, so that a wrong name is told at once.
    """
    extractor: Extractor | None = None
    failed = 0
    for item in items:
        if not isinstance(item, Article):
            failed += 1
            tell_error(item.error, place=place_of(item))
            continue
        extractor = extractor or load()
        try:
            extraction = next(extractor.extract([item]))
        except GuanxiError as error:
            failed += 1
            tell_error(error, place=item.id)
            continue
        show(extraction)
    return failed


def place_of(failure: "ReadFailure") -> str:
    """Return where a bad article stands."""
    return failure.source if failure.line is None else f"{failure.source}:{failure.line}"
