"""Takes articles into a store for another process: one JSON object a line in, one a line out.

`python -m ingest.worker ADDRESS` answers until its input ends. A job is one of

    {"do": "ingest", "article": {"text": …, "id"?, "title"?, "language"?, "published"?, "url"?,
                                 "source"?}}
    {"do": "withdraw", "id": …}

and its answer says what changed, or `{"error": {"code": …, "message": …}}`.
"""

import io
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

import orjson

from graph.ledger import record, withdraw
from graph.open_store import open_store
from graph.store import GraphStore
from ingest.clock import now
from ingest.extractor import Extractor
from ingest.reading.articles import make_article
from ingest.reading.jsonl import FIELDS
from ingest.rules_extractor import RulesExtractor
from schema.errors import ArticleError, GuanxiError, InputError
from schema.records import Article

# Run as a program the module is called `__main__`.
log = logging.getLogger("ingest.worker")

Json = Mapping[str, object]


class Worker:
    """Does jobs on one store. The store and the extractor are opened by the first that needs it."""

    def __init__(self, address: str, load: Callable[[], Extractor]) -> None:
        self.address = address
        self.load = load
        self.store: GraphStore | None = None
        self.extractor: Extractor | None = None

    def answers(self, lines: Iterable[bytes]) -> Iterator[Json]:
        """Yield one answer a line, in their order."""
        for line in lines:
            try:
                yield self.answer(line)
            except GuanxiError as error:
                log.info("refused a job: %s [%s]", error, error.code)
                yield {"error": {"code": error.code, "message": str(error)}}

    def answer(self, line: bytes) -> Json:
        """Do the job on a line and return what changed.

        Raises:
            GuanxiError: the line is no job, or the job cannot be done.
        """
        job = parse_job(line)
        match job.get("do"):
            case "ingest":
                return self.ingest(article_of(job))
            case "withdraw":
                return self.withdraw(id_of(job))
            case other:
                raise InputError(f'"do" is {other!r}; it is "ingest" or "withdraw"')

    def ingest(self, article: Article) -> Json:
        """Read an article and keep what it says."""
        store = self.opened()
        if self.extractor is None:
            self.extractor = self.load()
        extraction = next(iter(self.extractor.extract([article])))
        change = record(store, extraction, recorded_at=now())
        return {
            "article": change.article,
            "outcome": change.outcome.value,
            "claims": change.claims,
            "new_entities": len(change.new_entities),
            "new_facts": len(change.new_facts),
        }

    def withdraw(self, article_id: str) -> Json:
        """Take an article back."""
        store = self.opened()
        with store.transaction() as transaction:
            claims = len(transaction.claims_of_article(article_id))
        change = withdraw(store, article_id)
        return {
            "article": change.article,
            "claims": claims,
            "dropped_entities": len(change.dropped_entities),
            "dropped_facts": len(change.dropped_facts),
        }

    def opened(self) -> GraphStore:
        """Return the store; one that could not be opened is tried again with the next job."""
        if self.store is None:
            self.store = open_store(self.address)
        return self.store

    def close(self) -> None:
        if self.store is not None:
            self.store.close()


def parse_job(line: bytes) -> Json:
    """Return the object on a line.

    Raises:
        InputError: it is none.
    """
    try:
        job = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise InputError(f"a job is one JSON object a line: {error}") from error
    if not isinstance(job, dict):
        raise InputError(f"a job is a JSON object, not {line[:40]!r}")
    return job


def article_of(job: Json) -> Article:
    """Return the article that a job brings.

    Raises:
        ArticleError: it is none.
    """
    given = job.get("article")
    if not isinstance(given, dict) or "text" not in given:
        raise ArticleError('"article" is an object that holds at least "text"')
    for name, value in given.items():
        if name not in FIELDS:
            raise ArticleError(f"an article has no {name!r}; it has {', '.join(FIELDS)}")
        if value is not None and not isinstance(value, str):
            raise ArticleError(f"{name!r} is {value!r}; it is a text")
    return make_article(**{**given, "text": given["text"] or ""})


def id_of(job: Json) -> str:
    """Return the id of the article that a job withdraws.

    Raises:
        InputError: there is none.
    """
    given = job.get("id")
    if not isinstance(given, str):
        raise InputError(f'"id" is {given!r}; it is the id of an article')
    return given


def answer_stream() -> io.BufferedWriter:
    """Return what answers are written to; all else that is printed goes to standard error.

    A library that prints would otherwise be taken for an answer.
    """
    kept = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(kept, "wb")


def main(arguments: list[str]) -> int:
    """Answer jobs until the input ends; return the exit status."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m ingest.worker STORE_ADDRESS\n")
        return 2
    logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    worker = Worker(arguments[0], RulesExtractor)
    with answer_stream() as answers:
        try:
            for answer in worker.answers(sys.stdin.buffer):
                answers.write(orjson.dumps(answer) + b"\n")
                answers.flush()
        except (KeyboardInterrupt, BrokenPipeError):
            # The one who asks has gone, or is going: nobody waits for an answer.
            log.info("ended")
        finally:
            worker.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
