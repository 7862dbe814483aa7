"""The demonstration: sample articles in a store of their own, three questions, and GraphQL."""

import logging
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from api.cli.asking import path_rows, shown_hop
from api.cli.counting import rank_rows
from api.cli.examples import furthest_path, licences_with_hires
from api.cli.keeping import ingest_into
from api.cli.main import given_flags, settings_of
from api.cli.options import host_option, port_option, store_option
from api.cli.output import Row, print_rows
from api.cli.samples import sample_articles
from api.cli.serving import listening_socket, serve_on
from graph.open_store import open_store
from graph.queries import CentralityMeasure, EdgeFilter
from graph.store import GraphStore
from ingest.version import EXTRACTOR, EXTRACTOR_VERSION
from schema.errors import StoreError, StoreUnavailableError
from schema.records import Article, FactKind

log = logging.getLogger(__name__)

FOLDER, FILE = Path("build"), "demo.db"
"""Where the sample articles are kept, below the working folder."""

TOP = 10


@click.command(
    "demo",
    help="Ingest the sample articles, show what was found, answer three questions and serve "
    "GraphQL. The store is build/demo.db, made anew where the samples or the extractor have "
    "changed; GUANXI_STORE is left alone.\n\n"
    "Example: guanxi demo --port 8080",
)
@host_option
@port_option
@store_option
@click.option("--no-serve", is_flag=True, help="End after the questions.")
@click.pass_context
def demo_command(
    ctx: click.Context, host: str | None, port: int | None, store: str | None, no_serve: bool
) -> None:
    settings = settings_of(ctx, host=host, port=port, store=store)
    chosen = given_flags(ctx, store=store).get("store")
    address = f"sqlite:///{FOLDER / FILE}" if chosen is None else str(chosen)
    if no_serve:
        show(address, own=chosen is None)
        return
    # A taken port is told before any work is done.
    with closing(listening_socket(settings.host, settings.port)) as listener:
        show(address, own=chosen is None)
        serve_on(listener, replace(settings, store=address))


def show(address: str, *, own: bool) -> None:
    """Bring the store up to date with the samples, and show what it holds."""
    articles = sample_articles()
    if not is_current(address, articles, own=own):
        take_in(address, articles, own=own)
    with open_store(address) as graph:
        print_rows(
            [article_row(graph, article) for article in articles],
            "table",
            title=f"{len(articles)} sample articles in {address}",
        )
        ask(graph)


def is_current(address: str, articles: tuple[Article, ...], *, own: bool) -> bool:
    """Tell whether the store holds the samples as they are, read by this extractor."""
    if not own:
        return holds(address, articles)
    try:
        return (FOLDER / FILE).exists() and holds(address, articles)
    except StoreError as error:
        log.warning("the demonstration's store is made anew: %s", error)
        return False


def holds(address: str, articles: tuple[Article, ...]) -> bool:
    """Tell whether a store holds articles as they are, read by this extractor."""
    this = (EXTRACTOR, EXTRACTOR_VERSION)
    with open_store(address) as graph:
        held = graph.articles([article.id for article in articles])
        if any(held.get(article.id) != article for article in articles):
            return False
        with graph.transaction() as transaction:
            return all(
                (claim.extractor, claim.extractor_version) == this
                for article in articles
                for claim in transaction.claims_of_article(article.id)
            )


def take_in(address: str, articles: tuple[Article, ...], *, own: bool) -> None:
    """Read the samples into the store, a new one where it is the demonstration's own."""
    if own:
        make_room()
    with open_store(address) as graph:
        ingest_into(graph, articles, total=len(articles))


def make_room() -> None:
    """Take away the demonstration's own store, and see to it that its folder is there.

    Raises:
        StoreUnavailableError: the folder or the file cannot be changed.
    """
    try:
        FOLDER.mkdir(exist_ok=True)
        for suffix in ("", "-wal", "-shm"):
            (FOLDER / f"{FILE}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnavailableError(
            f"{str(FOLDER / FILE)!r} cannot be made: {error.strerror}; choose a place with --store"
        ) from error


def article_row(graph: GraphStore, article: Article) -> Row:
    """Return what was found in an article, counted."""
    with graph.transaction() as transaction:
        appearances = transaction.appearances_of_article(article.id)
        kinds = Counter(claim.kind for claim in transaction.claims_of_article(article.id))
    return {
        "article": article.id,
        "title": article.title,
        "published": article.published,
        "entities": len(appearances),
        "relations": kinds[FactKind.RELATION],
        "deals": kinds[FactKind.DEAL],
        "figures": kinds[FactKind.INDICATOR],
    }


def ask(graph: GraphStore) -> None:
    """Answer the three questions."""
    print_rows(
        licences_with_hires(graph),
        "table",
        title="Which deals took people along with a licence?",
        none="No deal took people along with a licence.",
    )
    places = rank_rows(
        graph, CentralityMeasure.PAGERANK, EdgeFilter(), frozenset({"FIRM"}), limit=TOP
    )
    path = furthest_path(graph, [place["id"] for place in places])
    if path is not None:
        rows = path_rows(graph, [path])
        title = f"How do {rows[0]['from']} and {rows[-1]['to']} hang together?"
        print_rows(rows, "table", shown=shown_hop, title=title)
    print_rows(places, "table", shown=shown_place, title="Which firms are most central (PageRank)?")


def shown_place(row: Row) -> Row:
    """Return what a table shows of a firm's place."""
    return {name: row[name] for name in ("rank", "name", "score", "articles")}
