"""What lies around entities, for many of them in one statement."""

import sqlite3
from collections.abc import Collection, Mapping
from typing import TypeVar

from graph.backends.common.cursors import make_cursor, read_cursor
from graph.backends.common.pages import page_of
from graph.backends.sqlite.conditions import Conditions, link_conditions, time_conditions
from graph.backends.sqlite.records import present_ids, read_facts
from graph.backends.sqlite.rows import EDGE, MENTION, Row, edge_of, fetch, id_list, mention_of
from graph.queries import Direction, EdgeFilter, Page
from schema.records import Edge, Fact, FactKind, Mention

T = TypeVar("T")


def read_facts_of(
    connection: sqlite3.Connection,
    entity_ids: Collection[str],
    kind: FactKind,
    where: EdgeFilter,
    *,
    roles: frozenset[str],
    first: int,
    after: str | None,
) -> Mapping[str, Page[Fact]]:
    present = present_ids(connection, entity_ids)
    scope = f"facts_of:{kind}"
    ids = id_list(present.values())
    conditions = _fact_conditions(ids, kind, where, roles)
    matched = f"""SELECT DISTINCT p.entity AS entity, p.type AS type, p.fact AS id
        FROM fact_participants p
        WHERE p.entity IN (SELECT value FROM json_each(?)) AND {conditions.sql}"""
    values = (ids, *conditions.values)
    key = read_cursor(scope, after, 2) if after is not None else None
    totals, rows = _ranked(connection, matched, values, ("type", "id"), key, first + 1)
    facts = read_facts(connection, [id for *_, id in rows])
    found: dict[str, list[tuple[Fact, str]]] = {}
    for entity, type, id in rows:
        found.setdefault(entity, []).append((facts[id], make_cursor(scope, type, id)))
    return _pages(entity_ids, present, found, first, totals)


def _fact_conditions(
    ids: str, kind: FactKind, where: EdgeFilter, roles: frozenset[str]
) -> Conditions:
    """Return what is asked of a participant `p`, reading facts and edges only where need be."""
    conditions = Conditions().add("p.kind = ?", kind)
    conditions.one_of("p.type", where.types).one_of("p.role", roles)
    told = time_conditions(where, "f")
    if told.parts:
        conditions.add(
            f"EXISTS (SELECT 1 FROM facts f WHERE f.id = p.fact AND {told.sql})", *told.values
        )
    if where.direction is not Direction.BOTH and kind is not FactKind.INDICATOR:
        conditions.add(
            """(p.entity, p.fact) IN (SELECT l.node, l.fact FROM links l
            WHERE l.node IN (SELECT value FROM json_each(?)) AND (l.outward = ? OR l.symmetric))""",
            ids,
            where.direction is Direction.OUT,
        )
    return conditions


def read_mentions_of(
    connection: sqlite3.Connection,
    entity_ids: Collection[str],
    *,
    first: int,
    after: str | None,
) -> Mapping[str, Page[Mention]]:
    present = present_ids(connection, entity_ids)
    matched = f"""SELECT ap.entity AS entity, {MENTION}
        FROM appearances ap JOIN mentions m ON m.appearance = ap.id
        WHERE ap.entity IN (SELECT value FROM json_each(?))"""
    order = ("article", '"start"', '"end"', "appearance")
    key = read_cursor("mentions_of", after, len(order)) if after is not None else None
    values = (id_list(present.values()),)
    totals, rows = _ranked(connection, matched, values, order, key, first + 1)
    found: dict[str, list[tuple[Mention, str]]] = {}
    for entity, *row in rows:
        mention = mention_of(tuple(row))
        cursor = make_cursor("mentions_of", *_mention_key(mention))
        found.setdefault(entity, []).append((mention, cursor))
    return _pages(entity_ids, present, found, first, totals)


def _mention_key(mention: Mention) -> tuple[str, int, int, str]:
    return mention.article, mention.span.start, mention.span.end, mention.appearance


def read_neighbours(
    connection: sqlite3.Connection, entity_ids: Collection[str], where: EdgeFilter, *, limit: int
) -> Mapping[str, tuple[Edge, ...]]:
    present = present_ids(connection, entity_ids)
    conditions = link_conditions(where)
    rows = fetch(
        connection,
        f"""SELECT l.node, {EDGE} FROM (
            SELECT l.node, l.other, l.fact, l.type, l.outward, row_number() OVER (
                PARTITION BY l.node ORDER BY l.confidence DESC, l.fact, l.other, l.type, l.outward
            ) AS rank
            FROM links l
            WHERE l.node IN (SELECT value FROM json_each(?)) AND {conditions.sql}
        ) r JOIN links l USING (node, other, fact, type, outward)
        WHERE r.rank <= ? ORDER BY l.node, r.rank""",
        id_list(present.values()),
        *conditions.values,
        limit,
    )
    found: dict[str, list[Edge]] = {}
    for node, *row in rows:
        found.setdefault(node, []).append(edge_of(tuple(row)))
    return {
        asked: tuple(found.get(present.get(asked, ""), ())) for asked in sorted(set(entity_ids))
    }


def _ranked(
    connection: sqlite3.Connection,
    matched: str,
    values: tuple[object, ...],
    order: tuple[str, ...],
    key: tuple[object, ...] | None,
    count: int,
) -> tuple[dict[str, int], list[Row]]:
    """Return how many rows of `matched` each entity has, and the first `count` after `key`."""
    totals = fetch(connection, f"SELECT entity, count(*) FROM ({matched}) GROUP BY entity", *values)
    columns = ", ".join(order)
    further = f"WHERE ({columns}) > ({', '.join('?' * len(order))})" if key is not None else ""
    rows = fetch(
        connection,
        f"""SELECT * FROM (
            SELECT *, row_number() OVER (PARTITION BY entity ORDER BY {columns}) AS rank
            FROM ({matched}) {further}
        ) WHERE rank <= ? ORDER BY entity, rank""",
        *values,
        *(key or ()),
        count,
    )
    return dict(totals), [row[:-1] for row in rows]


def _pages(
    asked: Collection[str],
    present: Mapping[str, str],
    found: Mapping[str, list[tuple[T, str]]],
    first: int,
    totals: Mapping[str, int],
) -> dict[str, Page[T]]:
    """Return a page for each id asked for, from what was found under present ids."""
    pages = {}
    for id in sorted(set(asked)):
        entity = present.get(id, "")
        pages[id] = page_of(found.get(entity, ()), first, totals.get(entity, 0))
    return pages
