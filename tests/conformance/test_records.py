import pytest

from graph.identity import entity_id
from graph.queries import MAX_PAGE
from graph.store import GraphStore
from schema.errors import LimitError
from schema.records import Entity
from tests.conformance.world import RECORDED, ZH, World


def test_records_come_back_as_they_were_put(store: GraphStore, world: World) -> None:
    entities = {each.id: each for each in world.entities.values()}
    facts = {each.id: each for each in world.facts.values()}
    assert store.articles([each.id for each in world.articles]) == {
        each.id: each for each in world.articles
    }
    assert store.entities(list(entities)) == entities
    assert store.facts(list(facts)) == facts


def test_claims_come_back_as_they_were_put(store: GraphStore, world: World) -> None:
    kept = {each.id: each for claims in world.claims.values() for each in claims}
    found = store.claims([each.id for each in world.facts.values()])
    assert {each.id: each for claims in found.values() for each in claims} == kept


def test_claims_come_by_reporting_time_as_an_instant(store: GraphStore, world: World) -> None:
    claims = store.claims([world.id("supplies")])[world.id("supplies")]
    assert [claim.article for claim in claims] == ["zh-1", "en-1"]


def test_unknown_ids_are_absent(store: GraphStore) -> None:
    unknown = ["nothing", "", "' OR 1=1 --", "\ud800"]
    assert store.articles(unknown) == {}
    assert store.entities(unknown) == {}
    assert store.facts(unknown) == {}
    assert store.claims(unknown) == {}


def test_no_ids_give_nothing(store: GraphStore) -> None:
    assert (store.articles([]), store.entities([]), store.facts([])) == ({}, {}, {})


@pytest.mark.parametrize("read", ["articles", "entities", "facts", "claims"])
def test_more_ids_than_a_page_are_refused(store: GraphStore, read: str) -> None:
    ids = [str(number) for number in range(MAX_PAGE + 1)]
    with pytest.raises(LimitError, match="1001 ids"):
        getattr(store, read)(ids)
    assert getattr(store, read)(ids[1:]) == {}


def test_an_entity_answers_to_the_id_of_each_key(store: GraphStore, world: World) -> None:
    former = entity_id("FIRM", "key:CATL")
    assert former != world.id("catl")
    assert store.entities([former, world.id("catl")]) == {
        former: world.entities["catl"],
        world.id("catl"): world.entities["catl"],
    }


def test_an_own_id_comes_before_what_others_answer_to(store: GraphStore, world: World) -> None:
    former = entity_id("FIRM", "key:CATL")
    other = Entity(former, "FIRM", "CATL Trading")
    with store.transaction() as transaction:
        transaction.put_entities([(other, [])])
    assert store.entities([former]) == {former: other}


def test_of_several_with_one_former_id_the_smallest_answers(
    store: GraphStore, world: World
) -> None:
    former = entity_id("FIRM", "key:CATL")
    with store.transaction() as transaction:
        first, second, third = world.members["catl"]
        transaction.put_entities(
            [
                (world.entities["catl"], [first]),
                (Entity("z", "FIRM", "CATL"), [second]),
                (Entity("a", "FIRM", "CATL"), [third]),
            ]
        )
    assert store.entities([former])[former].id == "a"


def test_another_type_does_not_answer_to_the_id(store: GraphStore) -> None:
    assert store.entities([entity_id("PLACE", "key:CATL")]) == {}


def test_a_transaction_reads_an_article(empty: GraphStore) -> None:
    with empty.transaction() as transaction:
        transaction.put_article(ZH, RECORDED, [], [], [])
        assert transaction.article(ZH.id) == ZH
        assert transaction.article("en-1") is None
    assert empty.articles([ZH.id])[ZH.id].revision == ZH.revision


def test_statistics_count_by_type(store: GraphStore, empty: GraphStore) -> None:
    found = store.statistics()
    assert (found.articles, found.claims, found.mentions, found.judgements) == (3, 10, 12, 2)
    assert found.entities == {"CLUSTER": 1, "FIRM": 5, "PLACE": 1}
    assert found.relations["SUPPLIES"] == 1
    assert found.deals == {"INVESTMENT": 1, "LICENCE": 1, "SUPPLY_CONTRACT": 1}
    assert found.indicators == {"REVENUE": 1}
    assert found.languages == {"en": 2, "zh": 1}
    assert found.version == store.version()
    assert empty.statistics().entities == {}
