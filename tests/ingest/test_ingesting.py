from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from graph.backends.sqlite.store import SqliteStore
from graph.queries import MAX_PAGE
from graph.store import GraphStore
from ingest.ingesting import IngestReport, Progress, Stage, ingest_articles
from ingest.reading.readers import ReadFailure, read_articles
from schema.errors import EmptyArticleError, GuanxiError, StoreUnavailableError, WorkerError
from schema.records import Article, ExtractedEntity, ExtractedRelation, Extraction, Span

RECORDED = "2026-01-01T00:00:00+00:00"
BROKEN = "broken"


@dataclass
class OwnerReader:
    """Reads `A owns B` and `A拥有B`; stops at a text that says `broken`, and notes what it read."""

    name: str = "owner-reader"
    version: str = "1"
    relation: str = "OWNS"
    seen: list[list[str]] = field(default_factory=list)

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        batch = list(articles)
        self.seen.append([article.id for article in batch])
        # Like a pipeline that looks ahead, it fails before it has given what came before.
        if any(BROKEN in article.text for article in batch[:2]):
            raise GuanxiError(f"cannot read a {BROKEN} text")
        for article in batch:
            if BROKEN in article.text:
                raise GuanxiError(f"cannot read a {BROKEN} text")
            yield self._read(article)

    def _read(self, article: Article) -> Extraction:
        blank = Extraction(article, extractor=self.name, extractor_version=self.version)
        verb = next((word for word in (" owns ", "拥有") if word in article.text), None)
        if verb is None:
            return blank
        owner, owned = article.text.rstrip("。.").split(verb)
        start = len(owner) + len(verb)
        whole = Span(0, len(article.text), article.text)
        return replace(
            blank,
            entities=(
                ExtractedEntity("e1", "FIRM", owner, mentions=(Span(0, len(owner), owner),)),
                ExtractedEntity(
                    "e2", "FIRM", owned, mentions=(Span(start, start + len(owned), owned),)
                ),
            ),
            relations=(ExtractedRelation(self.relation, "e1", "e2", (whole,), 0.9),),
        )


@dataclass
class SilentReader:
    """Gives no answer at all."""

    name: str = "silent-reader"
    version: str = "1"

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        return iter(())


def article(id: str, text: str, *, published: str | None = "2024-03-19") -> Article:
    language = "zh" if "拥有" in text else "en"
    return Article(id=id, text=text, title=text, language=language, published=published)


NORTH = article("north", "Northern Battery owns Southern Chip.")
EAST = article("east", "东方电池拥有西方芯片。")
BAD = article("bad", f"A {BROKEN} text.")
PLAIN = article("plain", "Nothing is said here.")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "graph.db") as opened:
        yield opened


def ingest(
    store: GraphStore,
    *items: Article | ReadFailure,
    reader: OwnerReader | SilentReader | None = None,
    batch_size: int = 8,
) -> IngestReport:
    return ingest_articles(
        store,
        items,
        OwnerReader() if reader is None else reader,
        recorded_at=RECORDED,
        batch_size=batch_size,
    )


def test_articles_are_read_extracted_and_kept(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "north.txt").write_text(NORTH.text, encoding="utf-8")
    (tmp_path / "east.txt").write_bytes(EAST.text.encode("utf-16"))
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    report = ingest_articles(store, read_articles([tmp_path]), OwnerReader(), recorded_at=RECORDED)
    assert report.progress == Progress(added=2, failed=1)
    assert report.characters == len(NORTH.text) + len(EAST.text)
    assert store.articles({"north", "east"})["east"].text == EAST.text
    statistics = store.statistics()
    assert (statistics.articles, statistics.relations["OWNS"]) == (2, 2)


def test_an_article_taken_in_twice_is_not_extracted_again(store: SqliteStore) -> None:
    ingest(store, NORTH, EAST)
    version, reader = store.version(), OwnerReader()
    report = ingest(store, NORTH, EAST, reader=reader)
    assert report.progress == Progress(unchanged=2)
    assert reader.seen == []
    assert store.version() == version


def test_an_article_that_says_nothing_is_unchanged_the_second_time(store: SqliteStore) -> None:
    assert ingest(store, PLAIN).progress == Progress(added=1)
    version = store.version()
    assert ingest(store, PLAIN).progress == Progress(unchanged=1)
    assert store.version() == version


def test_a_corrected_article_replaces_what_it_said(store: SqliteStore) -> None:
    ingest(store, NORTH)
    corrected = replace(NORTH, text="Northern Battery owns Eastern Chip.")
    assert ingest(store, corrected).progress == Progress(revised=1)
    assert store.articles({"north"})["north"].text == corrected.text
    assert store.statistics().relations["OWNS"] == 1


def test_a_newer_extractor_reads_an_article_again(store: SqliteStore) -> None:
    ingest(store, NORTH)
    newer = OwnerReader(version="2")
    assert ingest(store, NORTH, reader=newer).progress.done == 1
    assert newer.seen == [["north"]]
    again = OwnerReader(version="2")
    assert ingest(store, NORTH, reader=again).progress == Progress(unchanged=1)
    assert again.seen == []


def test_two_texts_under_one_id_in_one_batch_leave_the_later_one(store: SqliteStore) -> None:
    corrected = replace(NORTH, text="Northern Battery owns Eastern Chip.")
    ingest(store, NORTH)
    assert ingest(store, NORTH, corrected).progress == Progress(unchanged=1, revised=1)
    assert store.articles({"north"})["north"].text == corrected.text


@pytest.mark.parametrize("batch_size", [1, 2, 3, 8])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_text_that_cannot_be_extracted_is_listed_and_the_rest_go_on(
    store: SqliteStore, batch_size: int, place: int
) -> None:
    items = [NORTH, EAST]
    items.insert(place, BAD)
    report = ingest(store, *items, batch_size=batch_size)
    assert report.progress == Progress(added=2, failed=1)
    assert [str(failure) for failure in report.failures] == [
        "bad: cannot read a broken text (INTERNAL)"
    ]
    assert set(store.articles({"north", "east", "bad"})) == {"north", "east"}


def test_a_read_failure_is_listed_by_its_place(store: SqliteStore) -> None:
    failure = ReadFailure("feed.jsonl", 7, EmptyArticleError("no letter or digit"))
    report = ingest(store, failure, NORTH)
    assert report.progress == Progress(added=1, failed=1)
    assert str(report.failures[0]) == "feed.jsonl:7: no letter or digit (EMPTY_ARTICLE)"


def test_an_extractor_that_gives_no_answer_fails_each_article(store: SqliteStore) -> None:
    report = ingest(store, NORTH, EAST, reader=SilentReader())
    assert report.progress == Progress(failed=2)
    assert [type(failure.error) for failure in report.failures] == [WorkerError, WorkerError]


def test_progress_grows_by_one_with_each_article(store: SqliteStore) -> None:
    told: list[Progress] = []
    ingest(store, NORTH)
    items: list[Article | ReadFailure] = [NORTH, EAST, BAD]
    items.append(ReadFailure("x.txt", None, EmptyArticleError("empty")))
    ingest_articles(
        store,
        items,
        OwnerReader(),
        recorded_at=RECORDED,
        progress=told.append,
        batch_size=2,
    )
    assert [progress.done for progress in told] == [1, 2, 3, 4]
    assert told[-1] == Progress(added=1, unchanged=1, failed=2)


def test_each_stage_s_time_is_told(store: SqliteStore) -> None:
    seconds = ingest(store, NORTH, EAST).seconds
    assert set(seconds) == set(Stage)
    assert all(value > 0 for value in seconds.values())


def test_articles_are_drawn_a_batch_at_a_time(store: SqliteStore) -> None:
    reader = OwnerReader()
    texts = [article(f"a{number}", f"Firm {number} owns Unit {number}.") for number in range(5)]
    ingest(store, *texts, reader=reader, batch_size=2)
    assert [len(batch) for batch in reader.seen] == [2, 2, 1]


def test_nothing_to_take_in_is_no_failure(store: SqliteStore) -> None:
    report = ingest(store)
    assert (report.progress, report.failures, report.characters) == (Progress(), (), 0)


def test_a_store_that_fails_stops_the_run(store: SqliteStore) -> None:
    store.close()
    with pytest.raises(StoreUnavailableError):
        ingest(store, NORTH)


def test_a_store_that_fails_amid_a_batch_stops_the_run(store: SqliteStore) -> None:
    with pytest.raises(StoreUnavailableError):
        ingest_articles(
            store,
            [NORTH, EAST],
            OwnerReader(),
            recorded_at=RECORDED,
            progress=lambda progress: store.close(),
        )


def test_what_the_graph_refuses_is_listed_and_leaves_no_trace(store: SqliteStore) -> None:
    report = ingest(store, NORTH, EAST, reader=OwnerReader(relation="LIKES"))
    assert report.progress == Progress(failed=2)
    assert store.version() == 0
    assert not store.articles({"north", "east"})


@pytest.mark.parametrize("batch_size", [0, MAX_PAGE + 1])
def test_a_batch_is_no_larger_than_a_store_takes(store: SqliteStore, batch_size: int) -> None:
    with pytest.raises(ValueError, match=f"not {batch_size}"):
        ingest(store, NORTH, batch_size=batch_size)
