from datetime import date

import pytest

from graph.identity import entity_id
from graph.queries import ArticleFilter, DealFilter, EntityFilter, EntityOrder
from graph.store import GraphStore
from schema.errors import CursorError, LimitError
from schema.records import Article, Entity, Fact
from tests.conformance.world import RECORDED, World

CATL = entity_id("FIRM", "key:CATL")
FIRMS = frozenset({"FIRM"})


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (EntityOrder.NAME, ["byd", "character", "google", "tesla", "ningde", "catl", "belt"]),
        (EntityOrder.ARTICLES, ["catl", "tesla"]),
        (EntityOrder.MENTIONS, ["catl", "ningde", "tesla"]),
        (EntityOrder.LINKS, ["catl", "tesla", "google"]),
    ],
)
def test_entities_come_in_order_with_ties_by_id(
    store: GraphStore, world: World, order: EntityOrder, expected: list[str]
) -> None:
    page = store.find_entities(EntityFilter(), order, first=10)
    found = world.names(entity.id for entity in page.items)
    assert found[: len(expected)] == expected
    rest = [entity.id for entity in page.items[len(expected) :]]
    assert rest == sorted(rest)
    assert (page.total, page.has_next) == (7, False)


@pytest.mark.parametrize("order", EntityOrder)
def test_entities_are_paged_to_the_end(store: GraphStore, order: EntityOrder) -> None:
    whole = store.find_entities(EntityFilter(), order, first=10)
    seen: list[Entity] = []
    after = None
    for _ in range(4):
        page = store.find_entities(EntityFilter(), order, first=2, after=after)
        assert page.total == 7
        seen += page.items
        after = page.cursors[-1]
    assert tuple(seen) == whole.items
    assert not page.has_next


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (EntityFilter(types=frozenset({"PLACE", "CLUSTER"})), ["ningde", "belt"]),
        (EntityFilter(types=frozenset({"NO_SUCH"})), []),
        (EntityFilter(name_contains="宁德"), ["ningde", "catl", "belt"]),
        (EntityFilter(name_contains="寧德時代"), ["catl"]),
        (EntityFilter(name_contains="amperex", types=FIRMS), ["catl"]),
        (EntityFilter(name_contains=""), []),
        (EntityFilter(min_articles=2), ["tesla", "catl"]),
        (EntityFilter(located_in=entity_id("PLACE", "key:宁德")), ["catl"]),
        (EntityFilter(member_of=entity_id("CLUSTER", "key:宁德锂电集群")), ["catl"]),
        (EntityFilter(located_in=CATL), []),
        (EntityFilter(member_of="nothing"), []),
    ],
)
def test_entities_are_filtered(
    store: GraphStore, world: World, where: EntityFilter, expected: list[str]
) -> None:
    page = store.find_entities(where, EntityOrder.NAME, first=10)
    assert world.names(entity.id for entity in page.items) == expected
    assert page.total == len(expected)


def test_links_are_counted_anew_when_facts_go(store: GraphStore, world: World) -> None:
    with store.transaction() as transaction:
        transaction.drop_facts(world.ids("contract", "supplies", "located", "anchors"))
    page = store.find_entities(EntityFilter(), EntityOrder.LINKS, first=2)
    assert world.names(entity.id for entity in page.items) == ["google", "tesla"]


def test_deals_come_latest_first_with_the_undated_last(store: GraphStore, world: World) -> None:
    page = store.find_deals(DealFilter(), first=10)
    assert world.names(deal.id for deal in page.items) == ["licence", "contract", "rumour"]
    seen: list[Fact] = []
    after = None
    for _ in range(3):
        one = store.find_deals(DealFilter(), first=1, after=after)
        assert (one.total, one.has_next) == (3, len(seen) < 2)
        seen += one.items
        after = one.cursors[0]
    assert tuple(seen) == page.items


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (DealFilter(types=frozenset({"LICENCE", "INVESTMENT"})), ["licence", "rumour"]),
        (DealFilter(statuses=frozenset({"RUMOURED"})), ["rumour"]),
        (DealFilter(since=date(2024, 8, 2)), ["licence", "contract"]),
        (DealFilter(since=date(2024, 8, 3)), ["contract"]),
        (DealFilter(since=date(2025, 1, 1)), []),
        (DealFilter(until=date(2024, 1, 1)), ["contract"]),
        (DealFilter(until=date(2024, 8, 2)), ["licence", "contract"]),
        (DealFilter(min_confidence=0.9), ["licence", "contract"]),
        (DealFilter(parties=(CATL,)), ["contract"]),
        (DealFilter(parties=(CATL, entity_id("FIRM", "key:Tesla"))), ["contract"]),
        (DealFilter(parties=(CATL, entity_id("FIRM", "key:Google"))), []),
        (DealFilter(parties=("nothing",)), []),
        (DealFilter(roles=frozenset({"INVESTOR", "LICENSOR"})), ["licence", "rumour"]),
        (DealFilter(parties=(CATL,), roles=frozenset({"SUPPLIER"})), ["contract"]),
        (DealFilter(parties=(CATL,), roles=frozenset({"CUSTOMER"})), []),
    ],
)
def test_deals_are_filtered(
    store: GraphStore, world: World, where: DealFilter, expected: list[str]
) -> None:
    page = store.find_deals(where, first=10)
    assert world.names(deal.id for deal in page.items) == expected
    assert page.total == len(expected)


def test_articles_come_latest_first_with_the_undated_last(store: GraphStore) -> None:
    page = store.find_articles(ArticleFilter(), first=10)
    assert [article.id for article in page.items] == ["en-1", "zh-1", "en-0"]
    rest = store.find_articles(ArticleFilter(), first=10, after=page.cursors[0])
    assert (rest.items, rest.total, rest.has_next) == (page.items[1:], 3, False)
    last = store.find_articles(ArticleFilter(), first=10, after=page.cursors[2])
    assert last.items == ()


def test_articles_are_ordered_as_instants(store: GraphStore) -> None:
    # Ten in the morning in Shanghai is two in the morning in London.
    late = Article("late", "x", "x", "en", "2024-08-03T03:00:00Z")
    early = Article("early", "x", "x", "en", "2024-08-03")
    with store.transaction() as transaction:
        for article in (late, early):
            transaction.put_article(article, RECORDED, [], [], [])
    page = store.find_articles(ArticleFilter(), first=3)
    assert [article.id for article in page.items] == ["late", "en-1", "early"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (ArticleFilter(language="zh"), ["zh-1"]),
        (ArticleFilter(language="fr"), []),
        (ArticleFilter(since=date(2024, 3, 1)), ["en-1", "zh-1"]),
        (ArticleFilter(since=date(2024, 8, 3), until=date(2024, 8, 3)), ["en-1"]),
        (ArticleFilter(until=date(2024, 8, 2)), ["zh-1"]),
        (ArticleFilter(entity=CATL), ["en-1", "zh-1", "en-0"]),
        (ArticleFilter(entity=CATL, language="en"), ["en-1", "en-0"]),
        (ArticleFilter(entity="nothing"), []),
    ],
)
def test_articles_are_filtered(
    store: GraphStore, where: ArticleFilter, expected: list[str]
) -> None:
    page = store.find_articles(where, first=10)
    assert [article.id for article in page.items] == expected
    assert page.total == len(expected)


def test_a_cursor_of_another_order_is_refused(store: GraphStore) -> None:
    page = store.find_entities(EntityFilter(), EntityOrder.NAME, first=1)
    with pytest.raises(CursorError):
        store.find_entities(EntityFilter(), EntityOrder.LINKS, first=1, after=page.cursors[0])
    with pytest.raises(CursorError):
        store.find_deals(DealFilter(), first=1, after=page.cursors[0])
    with pytest.raises(CursorError):
        store.find_articles(ArticleFilter(), first=1, after="")


@pytest.mark.parametrize("first", [-1, 1001])
def test_a_page_out_of_bounds_is_refused(store: GraphStore, first: int) -> None:
    with pytest.raises(LimitError):
        store.find_entities(EntityFilter(), EntityOrder.NAME, first=first)
    with pytest.raises(LimitError):
        store.find_deals(DealFilter(), first=first)
    with pytest.raises(LimitError):
        store.find_articles(ArticleFilter(), first=first)
    with pytest.raises(LimitError):
        store.search("x", frozenset(), first=first)
