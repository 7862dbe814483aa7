"""Taking articles into a store and back out of it."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from api.cli.articles import articles_of, is_single, load_extractor, read_options
from api.cli.main import settings_of, tell_error
from api.cli.options import format_option, store_option
from api.cli.output import Row, console, print_json, print_rows
from graph.ledger import Change, withdraw
from graph.open_store import open_store
from graph.queries import Statistics
from graph.store import GraphStore
from schema.errors import GuanxiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ingest.ingesting import IngestReport, Progress
    from ingest.reading.readers import ReadFailure
    from schema.records import Article


@click.command(
    "ingest",
    help="Read articles and keep what they say in the store. FILE is a .txt, .md, .html or "
    ".jsonl file, a folder, or - for standard input. What the store holds already is left "
    "alone, and a changed text replaces what it said before.\n\n"
    "Example: guanxi ingest articles/ --published 2024-08-03",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@read_options
@store_option
@format_option
@click.pass_context
def ingest_command(
    ctx: click.Context, /, files: tuple[str, ...], store: str | None, form: str, **known: Any
) -> None:
    settings = settings_of(ctx, store=store)
    items = articles_of(files, **known)
    with open_store(settings.store) as graph:
        report, row = ingest_into(graph, items, total=number_of(files))
    if form == "json":
        print_json(row)
    else:
        print_rows([row], form)
    for failure in report.failures:
        tell_error(failure.error, place=failure.article)
    if report.failures:
        sys.exit(1)


def ingest_into(
    graph: GraphStore, items: "Iterable[Article | ReadFailure]", *, total: int | None
) -> "tuple[IngestReport, Row]":
    """Take articles into a store, showing how far it is; return the report and its summary.

    `total` is the number of articles, where it is known beforehand.
    """
    from ingest.clock import now
    from ingest.ingesting import ingest_articles

    extractor = load_extractor()
    before, start = graph.statistics(), perf_counter()
    with progress_shown(total) as tell:
        report = ingest_articles(graph, items, extractor, recorded_at=now(), progress=tell)
    seconds = perf_counter() - start
    return report, summary(report, before, graph.statistics(), seconds)


def number_of(files: tuple[str, ...]) -> int | None:
    """Return how many articles the names stand for, unless one stands for any number."""
    return len(files) if all(is_single(file) for file in files) else None


@contextmanager
def progress_shown(total: int | None) -> "Iterator[Callable[[Progress], None] | None]":
    """Give what shows progress on a terminal; elsewhere the log has a line a batch."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield None
        return
    # Lines of the log would tear the bar.
    logging.getLogger("ingest").setLevel(logging.WARNING)
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Bar(*columns, TimeElapsedColumn(), console=screen, transient=True) as bar:
        task = bar.add_task("articles", total=total)

        def tell(progress: "Progress") -> None:
            told = f"articles, {progress.failed} failed" if progress.failed else "articles"
            bar.update(task, completed=progress.done, description=told)

        yield tell


def summary(
    report: "IngestReport", before: Statistics, after: Statistics, seconds: float
) -> dict[str, Any]:
    """Return what became of all articles, in one row."""
    count = report.progress
    return {
        "added": count.added,
        "unchanged": count.unchanged,
        "revised": count.revised,
        "failed": count.failed,
        "new_entities": sum(after.entities.values()) - sum(before.entities.values()),
        "new_facts": facts_in(after) - facts_in(before),
        "articles_per_second": round(count.done / seconds, 1) if seconds else None,
    }


def facts_in(counted: Statistics) -> int:
    """Return the number of relations, deals and figures."""
    kinds = (counted.relations, counted.deals, counted.indicators)
    return sum(sum(kind.values()) for kind in kinds)


@click.command(
    "withdraw",
    help="Take articles back, with every fact, merge and figure that rested on them alone.\n\n"
    "Example: guanxi withdraw character-ai",
)
@click.argument("ids", metavar="ARTICLE_ID...", nargs=-1, required=True)
@store_option
@format_option
@click.pass_context
def withdraw_command(
    ctx: click.Context, ids: tuple[str, ...], store: str | None, form: str
) -> None:
    rows, failed = [], False
    with open_store(settings_of(ctx, store=store).store) as graph:
        for article_id in ids:
            try:
                change = withdraw(graph, article_id)
            except GuanxiError as error:
                tell_error(error)
                failed = True
            else:
                rows.append(withdrawn_row(article_id, change))
    if rows:
        print_rows(rows, form)
    if failed:
        sys.exit(1)


def withdrawn_row(article_id: str, change: Change) -> Row:
    """Return what went with an article."""
    return {
        "article": article_id,
        "outcome": change.outcome.value,
        "dropped_entities": len(change.dropped_entities),
        "dropped_facts": len(change.dropped_facts),
    }
