"""Stores as plain JSON objects: the same records whichever backend wrote them.

After a `store` record with the format's version come the articles, each followed by its
`appearance`, `mention` and `claim` records, then `judgement`, `entity` and `fact` records.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graph.backends.common.codec import from_plain, to_plain
from graph.store import StoreTransaction
from schema.errors import ContractError
from schema.records import Appearance, Article, Claim, Edge, Entity, Fact, Judgement, Mention

FORMAT = 1
"""Version of the exported records; an unknown one is refused."""

BATCH = 500
"""Records written at a time."""

Plain = Mapping[str, object]
T = TypeVar("T")


def plain_header() -> Plain:
    return {"record": "store", "format": FORMAT}


def plain_article(article: Article, recorded_at: str) -> Plain:
    return {"record": "article", **to_plain(article), "recorded_at": recorded_at}


def plain_record(record: Appearance | Mention | Claim | Judgement) -> Plain:
    return {"record": type(record).__name__.lower(), **to_plain(record)}


def plain_entity(entity: Entity, appearances: Sequence[str]) -> Plain:
    return {"record": "entity", **to_plain(entity), "appearances": list(appearances)}


def plain_fact(fact: Fact, claims: Sequence[str], edges: Sequence[Edge]) -> Plain:
    linked = {"claim_ids": list(claims), "edges": to_plain(edges)}
    return {"record": "fact", **to_plain(fact), **linked}


def load(transaction: StoreTransaction, records: Iterable[Plain]) -> int:
    """Write exported records through `transaction`; return their number.

    Raises:
        ContractError: a record is not an exported one, or its place is not here.
    """
    loader = _Loader(transaction)
    number = 0
    for number, record in enumerate(records, start=1):
        loader.take(record, f"record {number}")
    loader.flush()
    return number


@dataclass
class _Loader:
    """Gathers records until a batch of one sort is full or another sort begins."""

    transaction: StoreTransaction
    sort: str = ""
    article: tuple[Article, str] | None = None
    batches: dict[str, list[Any]] = field(default_factory=dict)

    def take(self, record: object, where: str) -> None:
        if not isinstance(record, Mapping) or record.get("record") not in READERS:
            raise ContractError(f"{where}: {record!r} is no exported record")
        plain = dict(record)
        sort = plain.pop("record")
        if self.sort == "" and sort != "store":
            raise ContractError(f"{where}: the first record is {sort!r}, it must be 'store'")
        part = sort in PARTS
        if part and self.article is None:
            raise ContractError(f"{where}: {sort!r} comes before any article")
        if not part and (sort != self.sort or sort == "article" or self._full(sort)):
            self.flush()
        self.sort = self.sort if part else sort
        self._keep(sort, READERS[sort](plain, where))

    def _full(self, sort: str) -> bool:
        return len(self.batches.get(sort, ())) >= BATCH

    def _keep(self, sort: str, record: Any) -> None:
        if sort == "article":
            self.article = record
        elif sort != "store":
            self.batches.setdefault(sort, []).append(record)

    def flush(self) -> None:
        held, self.batches = self.batches, {}
        if self.article is not None:
            parts = (held.get(sort, []) for sort in PARTS)
            self.transaction.put_article(*self.article, *parts)
            self.article = None
        self.transaction.put_judgements(held.get("judgement", []))
        self.transaction.put_entities(held.get("entity", []))
        self.transaction.put_facts(held.get("fact", []))


def _read_header(plain: dict[str, Any], where: str) -> None:
    if plain != {"format": FORMAT}:
        raise ContractError(f"{where}: {plain!r} is not format {FORMAT} of exported records")


def _read_article(plain: dict[str, Any], where: str) -> tuple[Article, str]:
    recorded_at = from_plain(str, plain.pop("recorded_at", None), where=f"{where}.recorded_at")
    return from_plain(Article, plain, where=where), recorded_at


def _read_entity(plain: dict[str, Any], where: str) -> tuple[Entity, tuple[str, ...]]:
    held = _ids(plain.pop("appearances", None), f"{where}.appearances")
    return from_plain(Entity, plain, where=where), held


def _read_fact(plain: dict[str, Any], where: str) -> tuple[Fact, tuple[str, ...], tuple[Edge, ...]]:
    claims = _ids(plain.pop("claim_ids", None), f"{where}.claim_ids")
    edges = from_plain(tuple[Edge, ...], plain.pop("edges", None), where=f"{where}.edges")
    return from_plain(Fact, plain, where=where), claims, edges


def _ids(data: object, where: str) -> tuple[str, ...]:
    return from_plain(tuple[str, ...], data, where=where)


def _reader_of(kind: type[T]) -> Callable[[dict[str, Any], str], T]:
    return lambda plain, where: from_plain(kind, plain, where=where)


PARTS = ("appearance", "mention", "claim")
"""Records that follow their article, in the order in which `put_article` takes them."""

READERS: Mapping[str, Callable[[dict[str, Any], str], Any]] = {
    "store": _read_header,
    "article": _read_article,
    "appearance": _reader_of(Appearance),
    "mention": _reader_of(Mention),
    "claim": _reader_of(Claim),
    "judgement": _reader_of(Judgement),
    "entity": _read_entity,
    "fact": _read_fact,
}
