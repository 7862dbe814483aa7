"""Takes articles into a store: skips those it knows, extracts the others, records what they say."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from time import perf_counter

from graph.ledger import Outcome, record
from graph.queries import MAX_PAGE
from graph.store import GraphStore
from ingest.extractor import Extractor
from ingest.reading.readers import ReadFailure
from schema.errors import GuanxiError, StoreError, WorkerError
from schema.records import Article, Claim, Extraction

Item = Article | ReadFailure

log = logging.getLogger(__name__)

BATCH_SIZE = 16
"""Articles handed to the extractor together: enough for it to fill its own batches of sentences."""


class Stage(StrEnum):
    """What the time goes into."""

    READ = "read"
    EXTRACT = "extract"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class IngestFailure:
    """An article that was not taken in: the place or id it is known by and what is wrong."""

    article: str
    error: GuanxiError

    def __str__(self) -> str:
        return f"{self.article}: {self.error} ({self.error.code})"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many articles came to which end so far."""

    added: int = 0
    unchanged: int = 0
    revised: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        return self.added + self.unchanged + self.revised + self.failed


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of all articles, and the seconds that each stage took.

    `characters` counts those of the articles that were extracted.
    """

    progress: Progress
    failures: tuple[IngestFailure, ...]
    characters: int
    seconds: dict[Stage, float]


def ingest_articles(
    store: GraphStore,
    items: Iterable[Item],
    extractor: Extractor,
    *,
    recorded_at: str,
    progress: Callable[[Progress], None] | None = None,
    batch_size: int = BATCH_SIZE,
) -> IngestReport:
    """Take articles into `store` and return what became of each.

    An article that the store holds as it is, read by this version of the extractor, is left
    alone. One that cannot be read, extracted or recorded is counted and listed, and the rest go
    on; the store is left as it was before that article.

    Args:
        store: Where they go. Each article is one transaction.
        items: What `read_articles` yields.
        extractor: Reads them.
        recorded_at: The time that goes on record, ISO 8601.
        progress: Called after each article.
        batch_size: Articles that are extracted together, at most `MAX_PAGE`.

    Raises:
        StoreError: the store fails; articles counted so far are in it.
    """
    if not 1 <= batch_size <= MAX_PAGE:
        raise ValueError(f"a batch has 1 to {MAX_PAGE} articles, not {batch_size!r}")
    run = _Run(store, extractor, recorded_at, progress)
    source = iter(items)
    while batch := run.read(source, batch_size):
        run.take(batch)
        log.info("took in a batch of %d: %s", len(batch), run.count)
    return IngestReport(run.count, tuple(run.failures), run.characters, run.seconds)


@dataclass(slots=True)
class _Run:
    """One call of `ingest_articles`: its store and extractor, and the counts as they grow."""

    store: GraphStore
    extractor: Extractor
    recorded_at: str
    listener: Callable[[Progress], None] | None
    count: Progress = field(default_factory=Progress)
    failures: list[IngestFailure] = field(default_factory=list)
    characters: int = 0
    seconds: dict[Stage, float] = field(default_factory=lambda: dict.fromkeys(Stage, 0.0))

    def read(self, source: Iterator[Item], size: int) -> list[Item]:
        with self._timed(Stage.READ):
            return list(islice(source, size))

    def take(self, batch: Sequence[Item]) -> None:
        articles = []
        for item in batch:
            if isinstance(item, ReadFailure):
                self._fail(item.place, item.error)
            else:
                articles.append(item)
        known = self._known(articles)
        for article in articles:
            if article.id in known:
                self._count(Outcome.UNCHANGED)
        new = [article for article in articles if article.id not in known]
        for article, result in self._extracted(new):
            if isinstance(result, Extraction):
                self._record(result)
            else:
                self._fail(article.id, result)

    def _known(self, articles: Sequence[Article]) -> set[str]:
        """Return the ids of articles whose text the store holds as read by this extractor.

        Who read an article stands with its claims. One without claims is read again, which
        costs time and changes nothing.
        """
        with self._timed(Stage.RECORD):
            held = self.store.articles({article.id for article in articles})
            kept = {id: article.revision for id, article in held.items()}
            # An id that comes twice in the batch, with two texts, is no known one.
            other = {a.id for a in articles if kept.get(a.id) != a.revision}
            same = sorted({a.id for a in articles} - other)
            if not same:
                return set()
            with self.store.transaction() as transaction:
                return {id for id in same if self._was_reader(transaction.claims_of_article(id))}

    def _was_reader(self, claims: Sequence[Claim]) -> bool:
        this = (self.extractor.name, self.extractor.version)
        return {(claim.extractor, claim.extractor_version) for claim in claims} == {this}

    def _extracted(
        self, articles: Sequence[Article]
    ) -> Iterator[tuple[Article, Extraction | GuanxiError]]:
        """Yield what each article says, or why it cannot be told.

        Where one of several stops the extractor, those that are left go one by one.
        """
        if not articles:
            return
        results = self.extractor.extract(articles)
        for number, article in enumerate(articles):
            result = self._next(results)
            if isinstance(result, Extraction) or len(articles) == 1:
                yield article, result
                continue
            for left in articles[number:]:
                yield from self._extracted([left])
            return

    def _next(self, results: Iterator[Extraction]) -> Extraction | GuanxiError:
        with self._timed(Stage.EXTRACT):
            try:
                return next(results)
            except StopIteration:
                return WorkerError(f"the extractor {self.extractor.name!r} gave no answer")
            except GuanxiError as error:
                return error

    def _record(self, extraction: Extraction) -> None:
        self.characters += len(extraction.article.text)
        try:
            with self._timed(Stage.RECORD):
                change = record(self.store, extraction, recorded_at=self.recorded_at)
        except StoreError:
            raise
        except GuanxiError as error:
            self._fail(extraction.article.id, error)
        else:
            self._count(change.outcome)

    def _fail(self, article: str, error: GuanxiError) -> None:
        self.failures.append(IngestFailure(article, error))
        self.count = replace(self.count, failed=self.count.failed + 1)
        self._tell()

    def _count(self, outcome: Outcome) -> None:
        # An outcome's value is the name of its count.
        self.count = replace(self.count, **{outcome: getattr(self.count, outcome) + 1})
        self._tell()

    def _tell(self) -> None:
        if self.listener is not None:
            self.listener(self.count)

    @contextmanager
    def _timed(self, stage: Stage) -> Iterator[None]:
        begun = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += perf_counter() - begun
