import pytest

from graph.store import GraphStore
from schema.errors import CursorError
from schema.records import Appearance, Entity
from tests.conformance.world import RECORDED, ZH, World

ANY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宁德时代", [("catl", 1.0)]),
        ("宁德", [("ningde", 1.0), ("catl", 0.75), ("belt", 0.75)]),
        ("时代", [("catl", 0.5)]),
        ("代", [("catl", 0.5)]),
        ("德时", [("catl", 0.5)]),
        ("宁时", []),
        ("寧德時代", [("catl", 1.0)]),
        ("宁德时代股份有限公司", [("catl", 1.0)]),
        ("catl", [("catl", 1.0)]),
        ("ＣＡＴＬ", [("catl", 1.0)]),
        ("cat", [("catl", 0.75)]),
        ("Amperex", [("catl", 0.5)]),
        ("contemporary amp", [("catl", 0.75)]),
        ("perex", []),
        ("character ai", [("character", 1.0)]),
        ("CharacterAI", [("character", 1.0)]),
        ("Tesla, Inc.", [("tesla", 1.0)]),
        ("比亞迪", [("byd", 1.0)]),
        ("谷歌", [("google", 1.0)]),
        ("nothing of the sort", []),
        ("", []),
        ("  ", []),
        ('"', []),
        ("NOT * OR", []),
        ("\ud800", []),
    ],
)
def test_entities_are_found_by_name(
    store: GraphStore, world: World, text: str, expected: list[tuple[str, float]]
) -> None:
    page = store.search(text, ANY, first=10)
    assert [(world.names([hit.entity.id])[0], hit.score) for hit in page.items] == expected
    assert page.total == len(expected)


def test_a_hit_names_what_matched(store: GraphStore) -> None:
    assert store.search("amperex", ANY, first=1).items[0].matched == "Contemporary Amperex"
    assert store.search("catl", ANY, first=1).items[0].matched == "CATL"


def test_equally_good_hits_come_by_articles_then_id(empty: GraphStore) -> None:
    with empty.transaction() as transaction:
        entities = [
            Entity("b", "FIRM", "Star Bank", articles=2),
            Entity("a", "FIRM", "Star Media", articles=2),
            Entity("c", "FIRM", "Star Motor", articles=9),
            Entity("d", "PLACE", "Morning Star", articles=99),
        ]
        transaction.put_entities([(entity, []) for entity in entities])
    page = empty.search("star", ANY, first=10)
    assert [hit.entity.id for hit in page.items] == ["c", "a", "b", "d"]
    rest = empty.search("star", ANY, first=2, after=page.cursors[0])
    assert ([hit.entity.id for hit in rest.items], rest.has_next, rest.total) == (
        ["a", "b"],
        True,
        4,
    )
    firms = empty.search("star", frozenset({"FIRM"}), first=10)
    assert (firms.total, [hit.entity.id for hit in firms.items]) == (3, ["c", "a", "b"])


def test_a_key_equal_to_the_text_finds_its_entity(empty: GraphStore) -> None:
    appearance = Appearance("a1", ZH.id, "FIRM", "Sea Star", (), ("seastar", "海星"))
    with empty.transaction() as transaction:
        transaction.put_article(ZH, RECORDED, [appearance], [], [])
        transaction.put_entities([(Entity("e1", "FIRM", "Sea Star"), ["a1"])])
    (hit,) = empty.search("海星", ANY, first=10).items
    assert (hit.entity.id, hit.matched, hit.score) == ("e1", "Sea Star", 1.0)


def test_a_name_that_an_entity_no_longer_has_is_not_found(store: GraphStore, world: World) -> None:
    bare = Entity(world.id("byd"), "FIRM", "Build Your Dreams")
    with store.transaction() as transaction:
        transaction.put_entities([(bare, world.members["byd"])])
    assert store.search("比亚迪", ANY, first=10).items == ()
    assert store.search("dreams", ANY, first=10).items[0].entity == bare


def test_a_cursor_of_other_results_is_refused(store: GraphStore) -> None:
    with pytest.raises(CursorError):
        store.search("宁德", ANY, first=1, after="Zm9yZWlnbg")
