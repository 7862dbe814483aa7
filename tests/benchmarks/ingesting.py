"""How fast articles come in, stage by stage, beside the bare pipelines in the same run."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from api.cli.samples import sample_articles
from graph.open_store import open_store
from ingest.ingesting import IngestReport, Stage, ingest_articles
from ingest.pipelines import load_pipeline
from ingest.rules_extractor import RulesExtractor
from schema.records import Article
from tests.benchmarks.harness import Figure, Size, benchmark

MOST_OVERHEAD = 0.5
RECORDED = "2025-01-05T00:00:00+00:00"


@benchmark
def ingest(size: Size) -> Iterator[Figure]:
    """Take in the samples again and again under new ids, as if they were different articles."""
    articles = copies(20 if size is Size.FULL else 3)
    bare_seconds(sample_articles())  # loads what is loaded once, so that neither side pays for it
    bare = bare_seconds(articles)
    begun = perf_counter()
    report = take_in(articles)
    whole = perf_counter() - begun
    characters = sum(len(article.text) for article in articles)
    yield Figure(
        "ingest.articles_per_s",
        len(articles) / whole,
        "articles/s",
        beside={"bare pipeline": len(articles) / bare},
    )
    yield Figure(
        "ingest.characters_per_s",
        characters / whole,
        "characters/s",
        beside={"bare pipeline": characters / bare},
    )
    for stage in Stage:
        yield Figure(f"ingest.{stage}_s", report.seconds[stage], "s", beside={"whole": whole})
    yield Figure.at_most(
        "ingest.overhead_ratio",
        report.seconds[Stage.RECORD] / report.seconds[Stage.EXTRACT],
        "",
        MOST_OVERHEAD,
        {"record": report.seconds[Stage.RECORD], "extract": report.seconds[Stage.EXTRACT]},
    )


def copies(times: int) -> list[Article]:
    """Return the sample articles so many times over, each under an id of its own."""
    return [
        replace(article, id=f"{article.id}-{number}")
        for number in range(times)
        for article in sample_articles()
    ]


def bare_seconds(articles: Sequence[Article]) -> float:
    """Return the seconds that spaCy's pipelines take for the texts, with nothing around them."""
    pipelines = {language: load_pipeline(language) for language in ("zh", "en")}
    begun = perf_counter()
    for language, nlp in pipelines.items():
        for _ in nlp.pipe(a.text for a in articles if a.language == language):
            pass
    return perf_counter() - begun


def take_in(articles: Sequence[Article]) -> IngestReport:
    """Take articles into a new store and return the report."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{Path(folder) / 'graph.db'}") as store,
    ):
        return ingest_articles(store, articles, RulesExtractor(), recorded_at=RECORDED)
