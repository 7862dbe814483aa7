"""Lists of entities, deals and articles: filtered, ordered, a page at a time."""

import sqlite3

from graph.backends.common.cursors import make_cursor, read_cursor
from graph.backends.common.pages import page_of
from graph.backends.sqlite.conditions import Conditions, on_or_after, on_or_before
from graph.backends.sqlite.records import present_ids
from graph.backends.sqlite.rows import (
    ARTICLE,
    ENTITY,
    FACT,
    article_of,
    entity_of,
    fact_of,
    fetch,
    id_list,
)
from graph.backends.sqlite.search import matching_names
from graph.queries import ArticleFilter, DealFilter, EntityFilter, EntityOrder, Page
from schema.records import Article, Entity, Fact, FactKind

ORDER_COLUMNS = {
    EntityOrder.NAME: "e.name",
    EntityOrder.ARTICLES: "e.articles",
    EntityOrder.MENTIONS: "e.mentions",
    EntityOrder.LINKS: "e.links",
}


def find_entities(
    connection: sqlite3.Connection,
    where: EntityFilter,
    order: EntityOrder,
    *,
    first: int,
    after: str | None,
) -> Page[Entity]:
    conditions = entity_conditions(connection, where)
    total = _count(connection, "entities e", conditions)
    scope, column = f"entities:{order}", ORDER_COLUMNS[order]
    rising = order is EntityOrder.NAME
    if after is not None:
        _continue(conditions, column, "e.id", read_cursor(scope, after, 2), rising=rising)
    rows = fetch(
        connection,
        f"""SELECT {column}, {ENTITY} FROM entities e WHERE {conditions.sql}
        ORDER BY {column} {"ASC" if rising else "DESC"}, e.id LIMIT ?""",
        *conditions.values,
        first + 1,
    )
    found = [(entity_of(tuple(row)), make_cursor(scope, key, row[0])) for key, *row in rows]
    return page_of(found, first, total)


def entity_conditions(connection: sqlite3.Connection, where: EntityFilter) -> Conditions:
    """Return what `where` asks of an entity `e`."""
    conditions = Conditions().one_of("e.type", where.types)
    if where.min_articles > 0:
        conditions.add("e.articles >= ?", where.min_articles)
    if where.name_contains is not None:
        names = matching_names(where.name_contains)
        conditions.add(f"e.id IN (SELECT entity FROM ({names.sql}))", *names.values)
    for place, types in (
        (where.located_in, ("LOCATED_IN",)),
        (where.member_of, ("MEMBER_OF", "ANCHORS")),
    ):
        if place is not None:
            conditions.add(
                """e.id IN (SELECT other FROM links WHERE node = ? AND NOT outward
                AND type IN (SELECT value FROM json_each(?)))""",
                present_ids(connection, [place]).get(place),
                id_list(types),
            )
    return conditions


def find_deals(
    connection: sqlite3.Connection, where: DealFilter, *, first: int, after: str | None
) -> Page[Fact]:
    conditions = _deal_conditions(connection, where)
    total = _count(connection, "facts f", conditions)
    if after is not None:
        _continue(conditions, "f.date", "f.id", read_cursor("deals", after, 2), rising=False)
    rows = fetch(
        connection,
        f"""SELECT f.date, {FACT} FROM facts f WHERE {conditions.sql}
        ORDER BY f.date DESC, f.id LIMIT ?""",
        *conditions.values,
        first + 1,
    )
    found = [(fact_of(tuple(row)), make_cursor("deals", key, row[0])) for key, *row in rows]
    return page_of(found, first, total)


def _deal_conditions(connection: sqlite3.Connection, where: DealFilter) -> Conditions:
    conditions = Conditions().add("f.kind = ?", FactKind.DEAL).one_of("f.type", where.types)
    conditions.one_of("f.status", where.statuses)
    if where.since is not None:
        on_or_after(conditions, "f.date", where.since)
    if where.until is not None:
        on_or_before(conditions, "f.date", where.until)
    if where.min_confidence > 0:
        conditions.add("f.confidence >= ?", where.min_confidence)
    present = present_ids(connection, where.parties)
    parties = {present.get(party, party) for party in where.parties}
    for party in sorted(parties):
        conditions.add("f.id IN (SELECT fact FROM fact_participants WHERE entity = ?)", party)
    if where.roles:
        played = Conditions().one_of("role", where.roles).one_of("entity", parties)
        conditions.add(
            f"f.id IN (SELECT fact FROM fact_participants WHERE {played.sql})", *played.values
        )
    return conditions


def find_articles(
    connection: sqlite3.Connection, where: ArticleFilter, *, first: int, after: str | None
) -> Page[Article]:
    conditions = _article_conditions(connection, where)
    total = _count(connection, "articles a", conditions)
    column = "a.published_second"
    if after is not None:
        _continue(conditions, column, "a.id", read_cursor("articles", after, 2), rising=False)
    rows = fetch(
        connection,
        f"""SELECT {column}, {ARTICLE} FROM articles a WHERE {conditions.sql}
        ORDER BY {column} DESC, a.id LIMIT ?""",
        *conditions.values,
        first + 1,
    )
    found = [(article_of(tuple(row)), make_cursor("articles", key, row[0])) for key, *row in rows]
    return page_of(found, first, total)


def _article_conditions(connection: sqlite3.Connection, where: ArticleFilter) -> Conditions:
    conditions = Conditions()
    if where.language is not None:
        conditions.add("a.language = ?", where.language)
    if where.since is not None:
        on_or_after(conditions, "substr(a.published, 1, 10)", where.since)
    if where.until is not None:
        on_or_before(conditions, "substr(a.published, 1, 10)", where.until)
    if where.entity is not None:
        conditions.add(
            "a.id IN (SELECT article FROM appearances WHERE entity = ?)",
            present_ids(connection, [where.entity]).get(where.entity),
        )
    return conditions


def _count(connection: sqlite3.Connection, table: str, conditions: Conditions) -> int:
    ((total,),) = fetch(
        connection, f"SELECT count(*) FROM {table} WHERE {conditions.sql}", *conditions.values
    )
    return int(total)


def _continue(
    conditions: Conditions, column: str, id: str, key: tuple[object, ...], *, rising: bool
) -> None:
    """Keep what comes after the sort key, by `column` and then `id`; falling, absent is last."""
    value, last = key
    if value is None:
        conditions.add(f"{column} IS NULL AND {id} > ?", last)
    elif rising:
        conditions.add(f"({column}, {id}) > (?, ?)", value, last)
    else:
        conditions.add(
            f"({column} < ? OR {column} = ? AND {id} > ? OR {column} IS NULL)", value, value, last
        )
