from datetime import UTC, date, datetime

import pytest

from graph.identity import entity_id
from graph.queries import Direction, EdgeFilter
from graph.store import GraphStore
from schema.errors import CursorError, LimitError
from schema.records import SUBJECT, FactKind
from tests.conformance.world import World

ALL = EdgeFilter()
AUGUST_3 = datetime(2024, 8, 3, 3, tzinfo=UTC)
JULY = datetime(2024, 7, 1)


def types(*names: str) -> EdgeFilter:
    return EdgeFilter(types=frozenset(names))


def out(*names: str) -> EdgeFilter:
    return EdgeFilter(types=frozenset(names), direction=Direction.OUT)


def into(*names: str) -> EdgeFilter:
    return EdgeFilter(types=frozenset(names), direction=Direction.IN)


def test_facts_come_by_type_then_id(store: GraphStore, world: World) -> None:
    ids = world.ids("catl", "character")
    pages = store.facts_of(ids, FactKind.RELATION, ALL, first=10)
    catl, character = (pages[id] for id in ids)
    assert world.names(fact.id for fact in catl.items) == [
        "anchors",
        "rivals",
        "located",
        "supplies",
    ]
    assert (catl.total, catl.has_next, len(catl.cursors)) == (4, False, 4)
    assert (character.items, character.total, character.has_next) == ((), 0, False)


@pytest.mark.parametrize(
    ("who", "kind", "where", "expected"),
    [
        ("catl", FactKind.RELATION, types("SUPPLIES", "ANCHORS"), ["anchors", "supplies"]),
        ("catl", FactKind.RELATION, out(), ["anchors", "rivals", "located", "supplies"]),
        ("catl", FactKind.RELATION, into(), ["rivals"]),
        ("tesla", FactKind.RELATION, out(), ["partners"]),
        ("tesla", FactKind.RELATION, into(), ["partners", "supplies"]),
        ("tesla", FactKind.DEAL, ALL, ["rumour", "contract"]),
        ("tesla", FactKind.DEAL, out(), []),
        ("google", FactKind.DEAL, into(), ["licence"]),
        ("catl", FactKind.INDICATOR, ALL, ["revenue"]),
        ("catl", FactKind.INDICATOR, into(), ["revenue"]),
        ("catl", FactKind.RELATION, EdgeFilter(min_confidence=0.8), ["located", "supplies"]),
        ("catl", FactKind.RELATION, EdgeFilter(known_by=JULY), ["anchors", "located", "supplies"]),
        ("google", FactKind.RELATION, EdgeFilter(known_by=JULY), []),
        ("google", FactKind.RELATION, EdgeFilter(known_by=AUGUST_3), ["partners"]),
        ("tesla", FactKind.RELATION, EdgeFilter(as_of=date(2019, 12, 31)), ["partners"]),
        ("tesla", FactKind.RELATION, EdgeFilter(as_of=date(2020, 1, 1)), ["partners", "supplies"]),
        ("tesla", FactKind.RELATION, EdgeFilter(as_of=date(2025, 6, 30)), ["partners", "supplies"]),
        ("tesla", FactKind.RELATION, EdgeFilter(as_of=date(2025, 7, 1)), ["partners"]),
    ],
)
def test_facts_are_filtered(
    store: GraphStore,
    world: World,
    who: str,
    kind: FactKind,
    where: EdgeFilter,
    expected: list[str],
) -> None:
    page = store.facts_of([world.id(who)], kind, where, first=10)[world.id(who)]
    assert world.names(fact.id for fact in page.items) == expected
    assert page.total == len(expected)


@pytest.mark.parametrize(
    ("who", "role", "expected"),
    [
        ("google", "LICENSEE", ["licence"]),
        ("google", "LICENSOR", []),
        ("character", "LICENSOR", ["licence"]),
    ],
)
def test_facts_are_kept_by_role(
    store: GraphStore, world: World, who: str, role: str, expected: list[str]
) -> None:
    pages = store.facts_of(
        [world.id(who)], FactKind.DEAL, ALL, roles=frozenset({role, SUBJECT}), first=10
    )
    assert world.names(fact.id for fact in pages[world.id(who)].items) == expected


def test_a_direction_is_seen_from_each_entity_asked_about(store: GraphStore, world: World) -> None:
    ids = world.ids("catl", "tesla")
    pages = store.facts_of(ids, FactKind.RELATION, out("SUPPLIES"), first=10)
    assert [pages[id].total for id in ids] == [1, 0]


def test_facts_are_paged_to_the_end(store: GraphStore, world: World) -> None:
    id, after, seen = world.id("catl"), None, []
    for number in range(4):
        page = store.facts_of([id], FactKind.RELATION, ALL, first=1, after=after)[id]
        assert (page.total, page.has_next) == (4, number < 3)
        seen += world.names(fact.id for fact in page.items)
        after = page.cursors[-1]
    assert seen == ["anchors", "rivals", "located", "supplies"]
    last = store.facts_of([id], FactKind.RELATION, ALL, first=1, after=after)[id]
    assert (last.items, last.has_next, last.total) == ((), False, 4)


def test_a_page_of_none_says_that_there_are_more(store: GraphStore, world: World) -> None:
    page = store.facts_of([world.id("catl")], FactKind.RELATION, ALL, first=0)[world.id("catl")]
    assert (page.items, page.has_next, page.total) == ((), True, 4)


def test_every_id_asked_for_is_answered(store: GraphStore, world: World) -> None:
    former = entity_id("FIRM", "key:CATL")
    asked = [former, "nothing"]
    pages = store.facts_of(asked, FactKind.RELATION, ALL, first=10)
    assert {id: page.total for id, page in pages.items()} == {former: 4, "nothing": 0}
    mentions = store.mentions_of(asked, first=10)
    assert {id: page.total for id, page in mentions.items()} == {former: 4, "nothing": 0}
    edges = store.neighbours(asked, ALL, limit=10)
    assert {id: len(found) for id, found in edges.items()} == {former: 5, "nothing": 0}


def test_mentions_come_by_article_then_start(store: GraphStore, world: World) -> None:
    id = world.id("catl")
    page = store.mentions_of([id], first=10)[id]
    assert [(each.article, each.span.start) for each in page.items] == [
        ("en-0", 11),
        ("en-1", 22),
        ("zh-1", 0),
        ("zh-1", 11),
    ]
    second = store.mentions_of([id], first=2, after=page.cursors[1])[id]
    assert second.items == page.items[2:]


def test_mentions_point_at_the_words_of_their_article(store: GraphStore, world: World) -> None:
    texts = {each.id: each.text for each in world.articles}
    pages = store.mentions_of([each.id for each in world.entities.values()], first=10)
    for page in pages.values():
        for each in page.items:
            assert texts[each.article][each.span.start : each.span.end] == each.span.text


@pytest.mark.parametrize(
    ("who", "where", "expected"),
    [
        ("catl", ALL, ["contract", "supplies", "located", "rivals", "anchors"]),
        ("catl", out(), ["contract", "supplies", "located", "rivals", "anchors"]),
        ("catl", into(), ["rivals"]),
        ("byd", out(), ["rivals"]),
        ("tesla", into(), ["contract", "supplies", "partners", "rumour"]),
        ("tesla", out(), ["partners"]),
        ("tesla", EdgeFilter(min_confidence=0.9), ["contract", "supplies"]),
        ("tesla", EdgeFilter(as_of=date(2026, 1, 1)), ["contract", "partners", "rumour"]),
        ("catl", EdgeFilter(known_by=JULY), ["contract", "supplies", "located", "anchors"]),
        ("catl", types("NO_SUCH"), []),
    ],
)
def test_neighbours_come_most_confident_first(
    store: GraphStore, world: World, who: str, where: EdgeFilter, expected: list[str]
) -> None:
    found = store.neighbours([world.id(who)], where, limit=10)[world.id(who)]
    assert world.names(edge.fact for edge in found) == expected


def test_neighbours_are_cut_for_each_entity(store: GraphStore, world: World) -> None:
    ids = world.ids("catl", "tesla", "ningde")
    found = store.neighbours(ids, ALL, limit=2)
    assert [len(found[id]) for id in ids] == [2, 2, 1]


def test_an_edge_is_the_same_from_both_ends(store: GraphStore, world: World) -> None:
    byd, catl = world.ids("byd", "catl")
    found = store.neighbours([byd, catl], types("COMPETES_WITH"), limit=10)
    assert found[byd] == found[catl] == tuple(world.edges["rivals"])


@pytest.mark.parametrize("first", [-1, 1001])
def test_a_page_out_of_bounds_is_refused(store: GraphStore, first: int) -> None:
    with pytest.raises(LimitError):
        store.facts_of(["x"], FactKind.DEAL, ALL, first=first)
    with pytest.raises(LimitError):
        store.mentions_of(["x"], first=first)
    with pytest.raises(LimitError):
        store.neighbours(["x"], ALL, limit=first)


def test_a_cursor_of_other_results_is_refused(store: GraphStore, world: World) -> None:
    id = world.id("catl")
    cursor = store.mentions_of([id], first=1)[id].cursors[0]
    with pytest.raises(CursorError):
        store.facts_of([id], FactKind.RELATION, ALL, first=1, after=cursor)
    relations = store.facts_of([id], FactKind.RELATION, ALL, first=1)[id].cursors[0]
    with pytest.raises(CursorError):
        store.facts_of([id], FactKind.DEAL, ALL, first=1, after=relations)
    with pytest.raises(CursorError):
        store.mentions_of([id], first=1, after="nonsense")
