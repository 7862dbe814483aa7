"""Whatever is done to a store, its graph is the one that its record gives."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.ledger import judge, rebuild, record, record_all, revoke, withdraw
from graph.open_store import open_store
from graph.store import GraphStore
from schema.records import Extraction, Judgement, Verdict
from tests.graph.worlds import extractions

EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def new_store() -> Iterator[GraphStore]:
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{Path(folder) / 's.db'}") as store:
        yield store


def contents(store: GraphStore) -> list[Mapping[str, Any]]:
    return list(store.export_records())


def recorded_at(extraction: Extraction) -> str:
    """Give each version of an article a time of its own, whenever it is recorded."""
    return f"2025-01-01T00:00:{'xyz'.index(extraction.article.text):02}Z"


def record_each(store: GraphStore, told: Sequence[Extraction]) -> None:
    for extraction in told:
        record(store, extraction, recorded_at=recorded_at(extraction))


@given(st.data(), st.lists(extractions(), min_size=1, max_size=7, unique_by=lambda e: e.article.id))
@EXAMPLES
def test_the_order_of_recording_makes_no_difference(
    data: st.DataObject, world: list[Extraction]
) -> None:
    shuffled = data.draw(st.permutations(world))
    with new_store() as one, new_store() as other:
        record_each(one, world)
        record_each(other, shuffled)
        assert contents(one) == contents(other)
        rebuild(other)
        assert contents(one) == contents(other)


@given(st.lists(extractions(), min_size=1, max_size=10), st.lists(st.sampled_from("abcdef")))
@EXAMPLES
def test_revised_and_withdrawn_articles_leave_what_the_rest_would_have_given(
    versions: list[Extraction], gone: list[str]
) -> None:
    kept: dict[str, Extraction] = {}
    with new_store() as worn, new_store() as fresh:
        for version in versions:
            before = kept.get(version.article.id)
            if before is None or before.article.text != version.article.text:
                kept[version.article.id] = version
                record_each(worn, [version])
        for article in set(gone) & kept.keys():
            withdraw(worn, article)
            del kept[article]
        record_each(fresh, [kept[article] for article in sorted(kept)])
        assert contents(worn) == contents(fresh)


@given(st.lists(extractions(), min_size=1, max_size=6, unique_by=lambda e: e.article.id))
@EXAMPLES
def test_recording_again_writes_nothing(world: list[Extraction]) -> None:
    with new_store() as store:
        record_each(store, world)
        before, version = contents(store), store.version()
        record_each(store, list(reversed(world)))
        assert store.version() == version
        assert contents(store) == before


@given(st.lists(extractions(), min_size=1, max_size=6, unique_by=lambda e: e.article.id))
@EXAMPLES
def test_withdrawing_everything_leaves_nothing(world: list[Extraction]) -> None:
    with new_store() as store:
        list(record_all(store, world, recorded_at="2025-01-01T00:00:00Z", batch=3))
        for extraction in world:
            withdraw(store, extraction.article.id)
        assert [each["record"] for each in contents(store)] == ["store"]


@dataclass(frozen=True, slots=True)
class Step:
    """Something done to a store: record, withdraw, judge or revoke; numbers pick what exists."""

    extraction: Extraction | None
    action: str
    left: int
    right: int


STEPS = st.builds(
    Step,
    extractions(),
    st.sampled_from(("record", "record", "withdraw", "same", "different", "different", "revoke")),
    st.integers(0, 40),
    st.integers(0, 40),
)


@given(st.lists(extractions(), min_size=2, max_size=4), st.lists(STEPS, min_size=2, max_size=8))
@EXAMPLES
def test_a_judged_graph_is_what_its_record_gives(
    world: list[Extraction], steps: list[Step]
) -> None:
    made: list[Judgement] = []
    with new_store() as store:
        record_each(store, world)
        for step in steps:
            take(store, step, made)
            drawn = contents(store)
            rebuild(store)
            assert contents(store) == drawn


def take(store: GraphStore, step: Step, made: list[Judgement]) -> None:
    records = contents(store)
    match step.action:
        case "record":
            assert step.extraction is not None
            record_each(store, [step.extraction])
        case "withdraw":
            articles = sorted(r["id"] for r in records if r["record"] == "article")
            if articles:
                withdraw(store, articles[step.left % len(articles)])
        case "revoke":
            if made:
                revoke(store, made.pop(step.left % len(made)).id)
        case verdict:
            judge_some(store, step, Verdict(verdict), records, made)


def judge_some(
    store: GraphStore,
    step: Step,
    verdict: Verdict,
    records: list[Mapping[str, Any]],
    made: list[Judgement],
) -> None:
    """Judge two appearances of one type, if there are."""
    all_of = [r for r in records if r["record"] == "appearance"]
    if not all_of:
        return
    left = all_of[step.left % len(all_of)]
    alike = [r for r in all_of if r["type"] == left["type"] and r["id"] != left["id"]]
    if alike:
        right = alike[step.right % len(alike)]
        judgement = judge(store, left["id"], right["id"], verdict, by="ann", made_at="2025")
        made[:] = [each for each in made if each.id != judgement.id] + [judgement]
