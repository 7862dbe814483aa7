import json
from collections.abc import Mapping
from typing import Any

import pytest

from graph.identity import entity_id
from graph.queries import EdgeFilter, EntityFilter
from graph.store import GraphStore
from schema.errors import ContractError, StoreError
from tests.conformance.conftest import MakeStore
from tests.conformance.world import World

Plain = Mapping[str, object]


def exported(store: GraphStore) -> list[dict[str, Any]]:
    """Return what the store exports, after a journey as JSON lines."""
    return [json.loads(json.dumps(record)) for record in store.export_records()]


def test_a_store_comes_back_from_its_export_whole(
    store: GraphStore, make_store: MakeStore, world: World
) -> None:
    records = exported(store)
    copy = make_store()
    assert copy.import_records(records) == len(records)
    assert exported(copy) == records
    assert copy.statistics().entities == store.statistics().entities
    ids = [entity.id for entity in world.entities.values()]
    facts = [fact.id for fact in world.facts.values()]
    assert copy.entities(ids) == store.entities(ids)
    assert copy.facts(facts) == store.facts(facts)
    assert copy.claims(facts) == store.claims(facts)
    assert copy.mentions_of(ids, first=99) == store.mentions_of(ids, first=99)
    assert copy.neighbours(ids, EdgeFilter(), limit=99) == store.neighbours(
        ids, EdgeFilter(), limit=99
    )
    for text in ("宁德", "CATL", "谷歌"):
        assert copy.search(text, frozenset(), first=9) == store.search(text, frozenset(), first=9)
    former = entity_id("FIRM", "key:CATL")
    assert copy.entities([former]) == store.entities([former])
    ours, theirs = (each.edge_arrays(EdgeFilter(), EntityFilter()) for each in (store, copy))
    assert (ours.ids, ours.facts, ours.types) == (theirs.ids, theirs.facts, theirs.types)


def test_records_come_in_a_stated_order(store: GraphStore) -> None:
    kinds = [record["record"] for record in store.export_records()]
    assert kinds[0] == "store"
    assert list(dict.fromkeys(kinds)) == [
        "store",
        "article",
        "appearance",
        "mention",
        "claim",
        "judgement",
        "entity",
        "fact",
    ]


def test_an_empty_store_exports_its_format_alone(empty: GraphStore, make_store: MakeStore) -> None:
    records = exported(empty)
    assert [record["record"] for record in records] == ["store"]
    assert make_store().import_records(records) == 1


def test_an_export_shows_one_state_though_others_write(store: GraphStore, world: World) -> None:
    before = exported(store)
    records = iter(store.export_records())
    first = next(records)
    with store.transaction() as transaction:
        transaction.drop_facts(world.ids("supplies", "contract"))
        transaction.drop_article("en-0")
    assert [first, *records] == before
    assert len(exported(store)) < len(before)


def test_an_export_may_be_left_half_way(store: GraphStore) -> None:
    for _ in range(40):
        records = store.export_records()
        next(iter(records))
        del records
    assert store.version() > 0


def test_a_store_that_holds_something_takes_no_import(store: GraphStore) -> None:
    records = exported(store)
    with pytest.raises(StoreError, match="not empty"):
        store.import_records(records)
    assert exported(store) == records


@pytest.mark.parametrize(
    ("place", "record", "message"),
    [
        (0, {"record": "article", "id": "x"}, "record 1: the first record is 'article'"),
        (0, {"record": "store", "format": 99}, "record 1: {'format': 99} is not format 1"),
        (1, {"record": "claim"}, "record 2: 'claim' comes before any article"),
        (3, {"record": "nonsense"}, "record 4: .* is no exported record"),
        (3, {}, "record 4: {} is no exported record"),
        (3, "text", "record 4: 'text' is no exported record"),
        (3, {"record": "entity", "id": 7, "appearances": []}, "record 4: 'name' is missing"),
        (
            3,
            {"record": "entity", "id": 7, "type": "FIRM", "name": "x", "appearances": []},
            "record 4.id: 7 is not a str",
        ),
        (3, {"record": "entity", "id": "e", "type": "FIRM", "name": "x"}, "record 4.appearances"),
        (3, {"record": "judgement", "id": "j", "colour": 1}, "record 4: "),
    ],
)
def test_a_record_that_is_none_is_refused_and_nothing_kept(
    store: GraphStore, make_store: MakeStore, place: int, record: object, message: str
) -> None:
    records: list[Any] = exported(store)
    records[place:place] = [record]
    target = make_store()
    with pytest.raises(ContractError, match=message):
        target.import_records(records)
    assert target.version() == 0
    assert len(exported(target)) == 1


def test_an_import_that_refers_to_nothing_is_refused(
    store: GraphStore, make_store: MakeStore
) -> None:
    records = [record for record in exported(store) if record["record"] != "entity"]
    target = make_store()
    with pytest.raises(StoreError):
        target.import_records(records)
    assert target.version() == 0
