from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.ledger import Change, Outcome, judge, rebuild, record, record_all, revoke, withdraw
from graph.open_store import open_store
from graph.store import GraphStore
from schema.errors import InputError, NotFoundError
from schema.records import Entity, Extraction, Verdict
from tests.graph.worlds import deal, entity, relation, told

NOW = "2025-01-01T00:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened


def record_now(store: GraphStore, *extractions: Extraction) -> list[Change]:
    return [record(store, extraction, recorded_at=NOW) for extraction in extractions]


def records(store: GraphStore, kind: str) -> list[Mapping[str, Any]]:
    return [each for each in store.export_records() if each["record"] == kind]


def entities_called(store: GraphStore, name: str) -> list[Entity]:
    found = store.search(name, frozenset(), first=10).items
    return [hit.entity for hit in found if name in (hit.entity.name, *hit.entity.aliases)]


def supply(article: str, source: str, target: str, **more: Any) -> Extraction:
    firms = (entity("e1", "FIRM", source), entity("e2", "FIRM", target))
    return told(article, firms, [relation("SUPPLIES", "e1", "e2")], **more)


# --- recording -----------------------------------------------------------------------------


def test_recording_tells_what_is_new(store: GraphStore) -> None:
    (change,) = record_now(store, supply("a", "远山科技", "Microsoft"))
    assert change.outcome is Outcome.ADDED
    assert change.claims == 1
    assert len(change.new_entities) == 2
    assert len(change.new_facts) == 1


def test_a_second_article_adds_to_what_is_there(store: GraphStore) -> None:
    _, change = record_now(
        store, supply("a", "远山科技", "Microsoft"), supply("b", "遠山科技股份有限公司", "微软")
    )
    assert (change.new_entities, change.new_facts) == ((), ())
    (microsoft,) = entities_called(store, "微软")
    assert microsoft.articles == 2
    assert microsoft.mentions == 2
    (fact,) = records(store, "fact")
    assert fact["claims"] == 2


def test_an_article_that_names_both_joins_two_entities(store: GraphStore) -> None:
    bridge = told("c", [entity("e1", "FIRM", "远山科技", "Farhill")])
    *_, change = record_now(
        store, supply("a", "远山科技", "谷歌"), supply("b", "Farhill", "谷歌"), bridge
    )
    assert len(change.dropped_entities) == 1
    assert len(records(store, "entity")) == 2
    (fact,) = records(store, "fact")
    assert fact["claims"] == 2


def test_an_id_that_was_handed_out_before_a_merge_goes_on_working(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"), supply("b", "Farhill", "谷歌"))
    (before,) = entities_called(store, "Farhill")
    record_now(store, told("c", [entity("e1", "FIRM", "远山科技", "Farhill")]))
    (merged,) = entities_called(store, "Farhill")
    assert store.entities([before.id])[before.id] == merged


def test_what_becomes_one_entity_is_not_related_to_itself(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "Farhill"))
    record_now(store, told("b", [entity("e1", "FIRM", "远山科技", "Farhill")]))
    assert records(store, "fact") == []
    assert len(records(store, "claim")) == 1
    withdraw(store, "b")
    assert len(records(store, "fact")) == 1


def test_recording_again_writes_nothing(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"))
    version = store.version()
    (change,) = record_now(store, supply("a", "远山科技", "谷歌"))
    assert change.outcome is Outcome.UNCHANGED
    assert store.version() == version


def test_an_article_that_claims_nothing_is_recorded_once_as_well(store: GraphStore) -> None:
    silent = told("a", [entity("e1", "FIRM", "远山科技")])
    assert [change.outcome for change in record_now(store, silent, silent)] == [
        Outcome.ADDED,
        Outcome.UNCHANGED,
    ]


def test_another_extractor_reads_the_article_anew(store: GraphStore) -> None:
    _, change = record_now(
        store,
        supply("a", "远山科技", "谷歌"),
        supply("a", "远山科技", "微软", extractor="better"),
    )
    assert change.outcome is Outcome.REVISED
    assert entities_called(store, "谷歌") == []


def test_a_correction_takes_the_place_of_what_was_said(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"), supply("b", "远山科技", "微软"))
    (change,) = record_now(store, supply("a", "远山科技", "微软", text="corrected"))
    assert change.outcome is Outcome.REVISED
    assert len(change.dropped_facts) == 1
    assert len(change.dropped_entities) == 1
    (fact,) = records(store, "fact")
    assert fact["claims"] == 2


def test_a_batch_gives_what_single_articles_give(store: GraphStore, tmp_path: Path) -> None:
    world = [
        supply(id, "远山科技", other) for id, other in (("a", "谷歌"), ("b", "北帆"), ("c", "谷歌"))
    ]
    record_now(store, *world)
    with open_store(f"sqlite:///{tmp_path / 'batch.db'}") as other:
        changes = list(record_all(other, world, recorded_at=NOW, batch=2))
        assert [change.article for change in changes] == ["a", "b", "c"]
        assert list(other.export_records()) == list(store.export_records())


def test_deals_told_by_two_articles_are_one(store: GraphStore) -> None:
    firms = (entity("e1", "FIRM", "微软"), entity("e2", "FIRM", "远山科技"))
    english = (entity("e1", "FIRM", "Microsoft"), entity("e2", "FIRM", "远山科技"))
    record_now(
        store,
        told("a", firms, deals=[deal("ACQUISITION", ACQUIRER="e1", TARGET="e2", date="2024-03")]),
        told("b", english, deals=[deal("ACQUISITION", "DENIED", ACQUIRER="e1", TARGET="e2")]),
    )
    (fact,) = records(store, "fact")
    assert fact["claims"] == 2
    assert fact["contested"] == ["status"]


# --- withdrawing ---------------------------------------------------------------------------


def test_withdrawing_takes_back_exactly_what_rested_on_an_article(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"))
    before = list(store.export_records())
    record_now(store, supply("b", "远山科技", "微软"))
    change = withdraw(store, "b")
    assert change.outcome is Outcome.WITHDRAWN
    assert len(change.dropped_facts) == 1
    assert list(store.export_records()) == before


def test_withdrawing_the_bridge_parts_what_it_joined(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"), supply("b", "Farhill", "谷歌"))
    before = list(store.export_records())
    record_now(store, told("c", [entity("e1", "FIRM", "远山科技", "Farhill")]))
    withdraw(store, "c")
    assert list(store.export_records()) == before


def test_what_is_not_there_cannot_be_withdrawn(store: GraphStore) -> None:
    with pytest.raises(NotFoundError, match="'nowhere'"):
        withdraw(store, "nowhere")
    assert store.version() == 0


# --- judging -------------------------------------------------------------------------------


def judge_now(store: GraphStore, left: str, right: str, verdict: Verdict, by: str = "ann") -> str:
    return judge(store, left, right, verdict, by=by, reason="I know them", made_at=NOW).id


def test_a_person_joins_and_the_judgement_can_be_revoked(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"), supply("b", "Farhill", "谷歌"))
    before = list(store.export_records())
    (one,), (other,) = entities_called(store, "远山科技"), entities_called(store, "Farhill")
    judgement = judge_now(store, one.id, other.id, Verdict.SAME)
    assert entities_called(store, "远山科技") == entities_called(store, "Farhill")
    assert [fact["claims"] for fact in records(store, "fact")] == [2]
    revoke(store, judgement)
    assert list(store.export_records()) == before


def test_a_person_parts_namesakes_for_good(store: GraphStore) -> None:
    namesake = [entity("e1", "PERSON", "张磊明")]
    record_now(store, told("a", namesake), told("b", namesake))
    one, other = (each["id"] for each in records(store, "appearance"))
    judge_now(store, one, other, Verdict.DIFFERENT)
    assert len(entities_called(store, "张磊明")) == 2
    withdraw(store, "b")
    assert len(entities_called(store, "张磊明")) == 1
    record_now(store, told("b", namesake))
    assert len(entities_called(store, "张磊明")) == 2


def test_a_judgement_leads_to_an_entity_that_the_same_article_names(store: GraphStore) -> None:
    both = [entity("e1", "FIRM", "远山科技"), entity("e2", "FIRM", "Farhill")]
    record_now(store, told("a", both[:1]), *(told(id, both[1:]) for id in "bcdefgh"))
    (one,), (other,) = entities_called(store, "远山科技"), entities_called(store, "Farhill")
    judge_now(store, one.id, other.id, Verdict.SAME)
    withdraw(store, "a")
    record_now(store, told("a", both))
    (joined,) = entities_called(store, "远山科技")
    assert joined.articles == 8
    assert joined.name == "Farhill"


def test_a_judgement_of_another_kind_takes_the_place_of_the_first(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"), supply("b", "Farhill", "谷歌"))
    one, other = (entities_called(store, name)[0].id for name in ("远山科技", "Farhill"))
    first = judge_now(store, one, other, Verdict.DIFFERENT)
    assert judge_now(store, one, other, Verdict.SAME) == first
    assert entities_called(store, "远山科技") == entities_called(store, "Farhill")


def test_of_two_people_who_disagree_the_one_who_parts_is_heard(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"), supply("b", "Farhill", "谷歌"))
    one, other = (entities_called(store, name)[0].id for name in ("远山科技", "Farhill"))
    judge_now(store, one, other, Verdict.DIFFERENT, by="ann")
    judge_now(store, one, other, Verdict.SAME, by="bob")
    assert len(records(store, "entity")) == 3


def test_a_firm_is_never_a_person(store: GraphStore) -> None:
    record_now(
        store, told("a", [entity("e1", "FIRM", "远山科技"), entity("e2", "PERSON", "陈大文")])
    )
    firm, person = (each["id"] for each in records(store, "entity"))
    with pytest.raises(InputError, match="never the same"):
        judge_now(store, firm, person, Verdict.SAME)


def test_nothing_is_judged_against_itself(store: GraphStore) -> None:
    record_now(store, told("a", [entity("e1", "FIRM", "远山科技")]))
    (firm,) = entities_called(store, "远山科技")
    with pytest.raises(InputError, match="one appearance"):
        judge_now(store, firm.id, firm.id, Verdict.DIFFERENT)


@pytest.mark.parametrize("by", ["", "rule:shared-key"])
def test_a_rule_is_no_person(store: GraphStore, by: str) -> None:
    with pytest.raises(InputError, match="not the name of a person"):
        judge_now(store, "x", "y", Verdict.SAME, by=by)


def test_what_is_not_there_cannot_be_judged(store: GraphStore) -> None:
    with pytest.raises(NotFoundError, match="'x'"):
        judge_now(store, "x", "y", Verdict.SAME)


def test_a_rules_judgement_cannot_be_revoked(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"), supply("b", "远山科技", "微软"))
    (rule,) = records(store, "judgement")
    assert rule["reasons"] == ["both are named 远山科技"]
    with pytest.raises(InputError, match="cannot be revoked"):
        revoke(store, rule["id"])
    with pytest.raises(NotFoundError, match="'j0'"):
        revoke(store, "j0")


# --- rebuilding ----------------------------------------------------------------------------


def test_the_graph_can_be_drawn_anew_from_the_record(store: GraphStore) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"), supply("b", "远山科技", "谷歌"))
    before = list(store.export_records())
    with store.transaction() as tx:
        tx.clear_graph()
    assert records(store, "fact") == records(store, "entity") == []
    rebuild(store)
    assert list(store.export_records()) == before


def test_an_imported_store_goes_on_like_the_one_it_came_from(
    store: GraphStore, tmp_path: Path
) -> None:
    record_now(store, supply("a", "远山科技", "谷歌"), supply("b", "Farhill", "谷歌"))
    with open_store(f"sqlite:///{tmp_path / 'copy.db'}") as copy:
        copy.import_records(store.export_records())
        for each in (store, copy):
            record_now(each, told("c", [entity("e1", "FIRM", "远山科技", "Farhill")]))
            withdraw(each, "a")
        assert list(copy.export_records()) == list(store.export_records())
