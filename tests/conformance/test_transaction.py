import threading
from dataclasses import replace

import pytest

from graph.queries import EdgeFilter, EntityFilter, EntityOrder
from graph.store import GraphStore
from schema.errors import StoreError
from schema.records import (
    Article,
    Entity,
    FactKind,
    Judgement,
    Mention,
    Participant,
    Span,
    Verdict,
)
from tests.conformance.world import EN, RECORDED, ZH, World

ALL = EdgeFilter()


def contents(store: GraphStore) -> list[object]:
    return list(store.export_records())


# --- atomicity -------------------------------------------------------------------------------


def test_what_raises_leaves_the_store_as_it_was(store: GraphStore, world: World) -> None:
    before, version = contents(store), store.version()
    with pytest.raises(ZeroDivisionError), store.transaction() as transaction:
        transaction.drop_article(ZH.id)
        transaction.drop_facts([world.id("supplies")])
        raise ZeroDivisionError
    assert (contents(store), store.version()) == (before, version)


def test_writes_are_seen_inside_at_once_and_outside_after_the_end(store: GraphStore) -> None:
    with store.transaction() as transaction:
        transaction.put_entities([(Entity("new", "FIRM", "New"), [])])
        assert "new" in transaction.entities(["new"])
        assert store.entities(["new"]) == {}
        assert store.search("new", frozenset(), first=1).total == 0
    assert "new" in store.entities(["new"])
    assert store.search("new", frozenset(), first=1).total == 1


def test_the_version_grows_with_every_change_and_only_then(empty: GraphStore) -> None:
    assert empty.version() == 0
    versions = []
    for name in ("a", "b"):
        with empty.transaction() as transaction:
            transaction.put_entities([(Entity(name, "FIRM", name), [])])
        versions.append(empty.version())
    assert 0 < versions[0] < versions[1]
    with empty.transaction() as transaction:
        transaction.entities(["a"])
    assert empty.version() == versions[1]


def test_a_second_writer_waits_for_the_first(empty: GraphStore) -> None:
    done: list[str] = []

    def write() -> None:
        with empty.transaction() as transaction:
            transaction.put_entities([(Entity("b", "FIRM", "B"), [])])
        done.append("second")

    with empty.transaction() as transaction:
        second = threading.Thread(target=write)
        second.start()
        second.join(0.2)
        transaction.put_entities([(Entity("a", "FIRM", "A"), [])])
        done.append("first")
    second.join(10)
    assert done == ["first", "second"]
    assert set(empty.entities(["a", "b"])) == {"a", "b"}


def test_many_threads_read_while_one_writes(store: GraphStore, world: World) -> None:
    ids = world.ids("catl", "tesla")
    failures: list[object] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            found = store.neighbours(ids, ALL, limit=9)
            # The supply is dropped and put again together with its edge.
            if [len(found[id]) for id in ids] not in ([5, 4], [4, 3]):
                failures.append(found)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    supply = (world.facts["supplies"], world.support["supplies"], world.edges["supplies"])
    for _ in range(20):
        with store.transaction() as transaction:
            transaction.drop_facts([world.id("supplies")])
        with store.transaction() as transaction:
            transaction.put_facts([supply])
    stop.set()
    for reader in readers:
        reader.join(10)
    assert failures == []


@pytest.mark.parametrize("what", ["entities", "appearances"])
def test_a_reference_to_nothing_keeps_nothing(store: GraphStore, world: World, what: str) -> None:
    before = contents(store)
    with pytest.raises(StoreError), store.transaction() as transaction:
        if what == "entities":
            transaction.drop_entities([world.id("tesla")])
        else:
            claim = world.claims["zh-1"][0]
            astray = replace(claim, parties=(Participant("SOURCE", "nothing"),))
            transaction.put_article(ZH, RECORDED, [], [], [astray])
    assert contents(store) == before


# --- the record --------------------------------------------------------------------------------


def test_putting_again_changes_nothing(store: GraphStore, world: World) -> None:
    before = contents(store)
    world.write(store)
    assert contents(store) == before


def test_an_article_put_anew_replaces_what_it_said(store: GraphStore, world: World) -> None:
    corrected = replace(ZH, text="宁德时代在宁德。", published="2024-03-02")
    kept = [each for each in world.appearances["zh-1"] if each.name in ("宁德时代", "宁德")]
    located = [claim for claim in world.claims["zh-1"] if claim.type == "LOCATED_IN"]
    mentions = [Mention(kept[0].id, "zh-1", Span(0, 4, "宁德时代"))]
    gone = set(world.support["contract"]) - {claim.id for claim in located}
    with store.transaction() as transaction:
        transaction.put_article(corrected, RECORDED, kept, mentions, located)
        assert transaction.article("zh-1") == corrected
        assert transaction.appearances_of_article("zh-1") == tuple(
            sorted(kept, key=lambda each: each.id)
        )
        assert transaction.claims_of_article("zh-1") == tuple(located)
        assert transaction.claims_by_id(sorted(gone)) == ()
        # What it goes on saying stays where it was.
        assert transaction.facts_of_claims([located[0].id]) == {located[0].id: world.id("located")}
        assert set(transaction.entities_of_appearances([each.id for each in kept])) == {
            each.id for each in kept
        }
        counts = transaction.mention_counts([each.id for each in kept])
        assert counts == {kept[0].id: 1, kept[1].id: 0}
    assert store.articles(["zh-1"])["zh-1"].revision == corrected.revision


def test_a_dropped_article_takes_all_it_said_with_it(store: GraphStore, world: World) -> None:
    with store.transaction() as transaction:
        transaction.drop_article(EN.id)
        assert transaction.article(EN.id) is None
        assert transaction.appearances_of_article(EN.id) == ()
        assert transaction.claims_of_article(EN.id) == ()
        assert transaction.claim_ids_of_facts(world.ids("licence")) == {}
        assert len(transaction.claim_ids_of_facts(world.ids("supplies"))[world.id("supplies")]) == 1
    found = store.statistics()
    assert (found.articles, found.claims, found.languages) == (2, 6, {"en": 1, "zh": 1})
    assert store.articles([EN.id]) == {}
    ids = world.ids("google")
    assert store.mentions_of(ids, first=9)[ids[0]].total == 0


def test_dropping_what_is_not_there_does_nothing(store: GraphStore) -> None:
    before = contents(store)
    with store.transaction() as transaction:
        transaction.drop_article("nothing")
        transaction.drop_entities(["nothing"])
        transaction.drop_facts(["nothing"])
        transaction.drop_judgements(["nothing"])
    assert contents(store) == before


def test_appearances_are_found_by_article_and_entity(store: GraphStore, world: World) -> None:
    with store.transaction() as transaction:
        told = transaction.appearances_of_article("en-0")
        assert told == tuple(sorted(world.appearances["en-0"], key=lambda each: each.id))
        held = transaction.appearances_of_entities(world.ids("catl", "byd"))
        assert [each.id for each in held] == sorted(world.members["catl"] + world.members["byd"])
        assert transaction.appearances_of_entities(["nothing"]) == ()


def test_entities_are_found_by_type_and_key_with_all_their_keys(
    store: GraphStore, world: World
) -> None:
    with store.transaction() as transaction:
        found = transaction.entities_with_keys("FIRM", ["key:CATL", "key:Tesla", "key:nobody"])
        assert found == {
            world.id("catl"): frozenset({"key:宁德时代", "key:CATL"}),
            world.id("tesla"): frozenset({"key:Tesla", "key:特斯拉"}),
        }
        assert transaction.entities_with_keys("PLACE", ["key:CATL"]) == {}
        assert transaction.entities_with_keys("FIRM", []) == {}


def test_claims_are_found_by_id_and_entity(store: GraphStore, world: World) -> None:
    with store.transaction() as transaction:
        about = transaction.claims_of_entities(world.ids("google"))
        assert sorted({claim.type for claim in about}) == ["INVESTMENT", "LICENCE", "PARTNERS_WITH"]
        assert [claim.id for claim in about] == sorted(claim.id for claim in about)
        (one,) = transaction.claims_by_id([about[0].id, "nothing"])
        assert one == about[0]


def test_claims_and_facts_know_each_other(store: GraphStore, world: World) -> None:
    supplies = world.id("supplies")
    claims = sorted(world.support["supplies"])
    with store.transaction() as transaction:
        assert transaction.claim_ids_of_facts([supplies, "nothing"]) == {supplies: tuple(claims)}
        assert transaction.facts_of_claims([*claims, "nothing"]) == dict.fromkeys(claims, supplies)


def test_facts_are_found_between_entities(store: GraphStore, world: World) -> None:
    with store.transaction() as transaction:
        found = transaction.facts_between(
            FactKind.DEAL, "SUPPLY_CONTRACT", world.ids("tesla", "google")
        )
        assert found == (world.facts["contract"],)
        assert transaction.facts_between(FactKind.DEAL, "LICENCE", world.ids("tesla")) == ()
        assert transaction.facts_between(FactKind.RELATION, "LICENCE", world.ids("google")) == ()


def test_articles_are_told_by_id_and_time(store: GraphStore) -> None:
    with store.transaction() as transaction:
        assert transaction.article_ids() == ("en-0", "en-1", "zh-1")
        assert transaction.article_times(["zh-1", "en-0", "nothing"]) == {
            "en-0": (None, RECORDED),
            "zh-1": ("2024-03-01", RECORDED),
        }


def test_the_earliest_appearance_is_that_published_first(store: GraphStore, world: World) -> None:
    byd, catl = world.ids("byd", "catl")
    told = {each.id: each for held in world.appearances.values() for each in held}
    with store.transaction() as transaction:
        assert transaction.earliest_appearances([byd, catl, "nothing"]) == {
            byd: told[world.members["byd"][0]],
            catl: told[world.members["catl"][0]],
        }


def test_names_are_counted_by_the_articles_they_lead_in(store: GraphStore, world: World) -> None:
    with store.transaction() as transaction:
        assert transaction.name_counts([world.id("catl"), "nothing"]) == {
            world.id("catl"): {"CATL": 2, "宁德时代": 1}
        }


def test_the_least_appearance_of_a_key_is_known(store: GraphStore, world: World) -> None:
    _, first, second = world.members["catl"]
    with store.transaction() as transaction:
        assert transaction.least_appearances("FIRM", ["key:CATL", "key:nobody"]) == {
            "key:CATL": min(first, second)
        }
        assert transaction.least_appearances("PLACE", ["key:CATL"]) == {}


# --- the graph -----------------------------------------------------------------------------------


def test_an_entity_put_anew_holds_what_it_was_given(store: GraphStore, world: World) -> None:
    first, *rest = world.members["catl"]
    fewer = replace(world.entities["catl"], name="CATL", aliases=(), articles=1)
    with store.transaction() as transaction:
        transaction.put_entities([(fewer, [first])])
        assert transaction.entities([fewer.id]) == {fewer.id: fewer}
        assert set(transaction.entities_of_appearances([first, *rest])) == {first}
        assert transaction.entities_with_keys("FIRM", ["key:CATL"]) == {}
    assert store.search("宁德时代", frozenset(), first=9).items == ()


def test_an_extended_entity_keeps_what_it_had(store: GraphStore, world: World) -> None:
    byd = replace(world.entities["byd"], aliases=("比亚迪", "Build Your Dreams"), articles=2)
    more = world.members["catl"][2]
    with store.transaction() as transaction:
        transaction.extend_entities([(byd, [more])])
        held = transaction.appearances_of_entities([byd.id])
        assert {each.id for each in held} == {*world.members["byd"], more}
        assert transaction.entities_with_keys("FIRM", ["key:BYD"]) == {
            byd.id: frozenset({"key:BYD", "key:CATL"})
        }
    assert store.entities([byd.id]) == {byd.id: byd}
    assert store.search("dreams", frozenset(), first=9).items[0].entity == byd


def test_entities_merge_and_their_former_ids_go_on_working(store: GraphStore, world: World) -> None:
    byd, catl = world.ids("byd", "catl")
    merged = replace(world.entities["catl"], aliases=("CATL", "BYD"))
    supply = [world.facts[name] for name in ("supplies", "located", "anchors", "contract")]
    with store.transaction() as transaction:
        transaction.drop_facts(world.ids("rivals"))
        transaction.drop_entities([byd])
        transaction.put_entities([(merged, world.members["catl"] + world.members["byd"])])
    assert store.entities([byd, catl]) == {byd: merged, catl: merged}
    relations = store.facts_of([byd], FactKind.RELATION, ALL, first=9)[byd]
    assert relations.total == 3
    assert {fact.id for fact in relations.items} < {fact.id for fact in supply}
    assert store.mentions_of([byd], first=9)[byd].total == 5


def test_a_dropped_entity_is_gone_from_everywhere(store: GraphStore, world: World) -> None:
    with store.transaction() as transaction:
        transaction.drop_facts(world.ids("rivals"))
        transaction.drop_entities(world.ids("byd"))
        assert transaction.entities_of_appearances(world.members["byd"]) == {}
    assert store.entities(world.ids("byd")) == {}
    assert store.search("BYD", frozenset(), first=9).total == 0
    assert store.find_entities(EntityFilter(), EntityOrder.NAME, first=9).total == 6
    assert len(store.edge_arrays(ALL, EntityFilter()).ids) == 6


def test_a_fact_put_anew_replaces_claims_participants_and_edges(
    store: GraphStore, world: World
) -> None:
    fact = world.facts["supplies"]
    turned = replace(
        fact,
        participants=tuple(
            Participant(role, world.id(name))
            for role, name in (("SOURCE", "byd"), ("TARGET", "catl"))
        ),
        confidence=0.3,
        claims=1,
        contested=("date",),
    )
    edge = replace(
        world.edges["supplies"][0], source=world.id("byd"), target=world.id("catl"), confidence=0.3
    )
    claim, other = world.support["supplies"]
    with store.transaction() as transaction:
        transaction.put_facts([(turned, [claim], [edge])])
        assert transaction.facts_of_claims([claim, other]) == {claim: fact.id}
    assert store.facts([fact.id]) == {fact.id: turned}
    tesla, byd = world.ids("tesla", "byd")
    edges = store.neighbours([tesla, byd], ALL, limit=9)
    assert fact.id not in {each.fact for each in edges[tesla]}
    assert edge in edges[byd]
    assert [each.id for each in store.claims([fact.id])[fact.id]] == [claim]


def test_a_dropped_fact_leaves_its_claims_without_one(store: GraphStore, world: World) -> None:
    with store.transaction() as transaction:
        transaction.drop_facts(world.ids("supplies"))
        assert len(transaction.claims_by_id(world.support["supplies"])) == 2
        assert transaction.facts_of_claims(world.support["supplies"]) == {}
    assert store.facts(world.ids("supplies")) == {}
    assert store.claims(world.ids("supplies")) == {}


def test_a_party_in_two_roles_is_kept_in_both(store: GraphStore, world: World) -> None:
    tesla = world.id("tesla")
    own = replace(
        world.facts["contract"],
        participants=(Participant("SUPPLIER", tesla), Participant("CUSTOMER", tesla)),
    )
    with store.transaction() as transaction:
        transaction.put_facts([(own, world.support["contract"], [])])
    assert store.facts([own.id]) == {own.id: own}
    page = store.facts_of([tesla], FactKind.DEAL, ALL, first=9)[tesla]
    assert (page.total, len(page.items)) == (2, 2)


def test_a_cleared_graph_leaves_the_record(store: GraphStore, world: World) -> None:
    with store.transaction() as transaction:
        transaction.clear_graph()
        assert len(transaction.appearances_of_article("zh-1")) == 4
        assert len(transaction.claims_of_article("zh-1")) == 5
        # A person's judgement is part of the record, a rule's follows from it.
        assert set(transaction.judgements(["j1", "j2"])) == {"j2"}
    found = store.statistics()
    assert (found.entities, found.relations, found.deals, found.indicators) == ({}, {}, {}, {})
    assert (found.articles, found.claims) == (3, 10)
    assert store.search("宁德", frozenset(), first=9).total == 0
    world.write(store)
    assert store.statistics().entities == {"CLUSTER": 1, "FIRM": 5, "PLACE": 1}


# --- judgements ------------------------------------------------------------------------------


def test_judgements_are_found_by_either_side(store: GraphStore, world: World) -> None:
    left, right = world.members["catl"][:2]
    first, second = world.judgements
    with store.transaction() as transaction:
        assert transaction.judgements_of([left]) == (first,)
        assert transaction.judgements_of([right]) == (first, second)
        assert transaction.judgements_of(["elsewhere"]) == (second,)
        assert transaction.judgements_of(["nothing"]) == ()


def test_judgements_are_renewed_and_dropped(store: GraphStore, world: World) -> None:
    first, second = world.judgements
    unsure = Judgement(
        "j1", first.left, first.right, Verdict.UNSURE, "user:bo", ("?",), 0.5, "2025"
    )
    with store.transaction() as transaction:
        transaction.put_judgements([unsure])
        transaction.drop_judgements([second.id])
        assert transaction.judgements_of([first.left, first.right]) == (unsure,)


def test_text_of_any_kind_comes_back_unchanged(empty: GraphStore) -> None:
    text = "a\0b\r\n\u2028'\";-- 𠀀 👩‍👩‍👧 \ufeff"
    article = Article("odd ' id", text, text, "en", None, None, text)
    with empty.transaction() as transaction:
        transaction.put_article(article, RECORDED, [], [], [])
    assert empty.articles([article.id]) == {article.id: article}
