"""Records by id, many at a time."""

import sqlite3
from collections.abc import Collection, Mapping

from graph.backends.sqlite.rows import (
    ARTICLE,
    CLAIM,
    ENTITY,
    FACT,
    article_of,
    claim_of,
    entity_of,
    fact_of,
    fetch,
    id_list,
)
from schema.records import Article, Claim, Entity, Fact


def present_ids(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the entity that answers to each id asked for, where one does.

    An entity's own id comes before what others answer to; of several with one former id the
    smallest answers, so that the answer does not depend on when they were written.
    """
    rows = fetch(
        connection,
        """SELECT asked.value, coalesce(
            (SELECT id FROM entities WHERE id = asked.value),
            (SELECT min(entity) FROM entity_keys WHERE alias = asked.value)
        ) AS present FROM json_each(?) asked WHERE present IS NOT NULL""",
        id_list(ids),
    )
    return dict(rows)


def read_articles(connection: sqlite3.Connection, ids: Collection[str]) -> Mapping[str, Article]:
    rows = fetch(
        connection,
        f"""SELECT {ARTICLE} FROM articles a
        WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY a.id""",
        id_list(ids),
    )
    return {row[0]: article_of(row) for row in rows}


def read_entities(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, Entity]:
    """Return entities by the ids asked for, in their order, former ids included."""
    present = present_ids(connection, ids)
    rows = fetch(
        connection,
        f"SELECT {ENTITY} FROM entities e WHERE e.id IN (SELECT value FROM json_each(?))",
        id_list(present.values()),
    )
    found = {row[0]: entity_of(row) for row in rows}
    return {asked: found[id] for asked, id in present.items()}


def read_facts(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, Fact]:
    rows = fetch(
        connection,
        f"""SELECT {FACT} FROM facts f
        WHERE f.id IN (SELECT value FROM json_each(?)) ORDER BY f.id""",
        id_list(ids),
    )
    return {row[0]: fact_of(row) for row in rows}


def read_claims(
    connection: sqlite3.Connection, fact_ids: Collection[str]
) -> Mapping[str, tuple[Claim, ...]]:
    rows = fetch(
        connection,
        f"""SELECT c.fact, {CLAIM} FROM claims c
        WHERE c.fact IN (SELECT value FROM json_each(?))
        ORDER BY c.fact, c.reported_second IS NULL, c.reported_second, c.id""",
        id_list(fact_ids),
    )
    found: dict[str, list[Claim]] = {}
    for fact, *row in rows:
        found.setdefault(fact, []).append(claim_of(tuple(row)))
    return {fact: tuple(claims) for fact, claims in found.items()}
