"""All that a file holds, record by record, without holding it in memory."""

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from graph.backends.common.dump import (
    plain_article,
    plain_entity,
    plain_fact,
    plain_header,
    plain_record,
)
from graph.backends.sqlite.arrays import read_version
from graph.backends.sqlite.rows import (
    APPEARANCE,
    ARTICLE,
    CLAIM,
    EDGE,
    ENTITY,
    FACT,
    JUDGEMENT,
    MENTION,
    Row,
    appearance_of,
    article_of,
    claim_of,
    edge_of,
    entity_of,
    fact_of,
    fetch,
    id_list,
    judgement_of,
    mention_of,
)

BATCH = 500
"""Articles, entities or facts read at a time with what belongs to them."""

Plain = Mapping[str, object]


def export_records(connection: sqlite3.Connection) -> Iterator[Plain]:
    """Yield every record in an order in which it can be taken in again."""
    # What is shown is the state at the first read, so that read has to come before anything is.
    read_version(connection)
    yield plain_header()
    yield from _articles(connection)
    for row in connection.execute(f"SELECT {JUDGEMENT} FROM judgements j ORDER BY j.id"):
        yield plain_record(judgement_of(row))
    yield from _entities(connection)
    yield from _facts(connection)


def is_empty(connection: sqlite3.Connection) -> bool:
    tables = ("articles", "judgements", "entities", "facts")
    return not any(fetch(connection, f"SELECT 1 FROM {table} LIMIT 1") for table in tables)


def _articles(connection: sqlite3.Connection) -> Iterator[Plain]:
    for rows in _batches(connection, f"SELECT {ARTICLE}, a.recorded_at FROM articles a", "a.id"):
        ids = id_list(row[0] for row in rows)
        appearances = _grouped(
            connection, f"SELECT ap.article, {APPEARANCE} FROM appearances ap", "ap.id", ids
        )
        mentions = _grouped(
            connection,
            f"""SELECT ap.article, {MENTION} FROM appearances ap
            JOIN mentions m ON m.appearance = ap.id""",
            'm.appearance, m."start", m."end"',
            ids,
        )
        claims = _grouped(connection, f"SELECT c.article, {CLAIM} FROM claims c", "c.id", ids)
        for *row, recorded_at in rows:
            yield plain_article(article_of(tuple(row)), recorded_at)
            yield from (plain_record(appearance_of(part)) for part in appearances.get(row[0], ()))
            yield from (plain_record(mention_of(part)) for part in mentions.get(row[0], ()))
            yield from (plain_record(claim_of(part)) for part in claims.get(row[0], ()))


def _entities(connection: sqlite3.Connection) -> Iterator[Plain]:
    for rows in _batches(connection, f"SELECT {ENTITY} FROM entities e", "e.id"):
        ids = id_list(row[0] for row in rows)
        held = _grouped(connection, "SELECT ap.entity, ap.id FROM appearances ap", "ap.id", ids)
        for row in rows:
            yield plain_entity(entity_of(row), [id for (id,) in held.get(row[0], ())])


def _facts(connection: sqlite3.Connection) -> Iterator[Plain]:
    for rows in _batches(connection, f"SELECT {FACT} FROM facts f", "f.id"):
        ids = id_list(row[0] for row in rows)
        claims = _grouped(connection, "SELECT c.fact, c.id FROM claims c", "c.id", ids)
        edges = _grouped(
            connection,
            f"SELECT l.fact, {EDGE} FROM links l",
            "l.node, l.other, l.type",
            ids,
            condition="l.outward",
        )
        for row in rows:
            yield plain_fact(
                fact_of(row),
                [id for (id,) in claims.get(row[0], ())],
                [edge_of(edge) for edge in edges.get(row[0], ())],
            )


def _batches(connection: sqlite3.Connection, select: str, key: str) -> Iterator[list[Row]]:
    last = ""
    while rows := fetch(connection, f"{select} WHERE {key} > ? ORDER BY {key} LIMIT {BATCH}", last):
        yield rows
        last = rows[-1][0]


def _grouped(
    connection: sqlite3.Connection, select: str, order: str, ids: str, *, condition: str = "true"
) -> dict[str, list[Row]]:
    """Return the rows of `select` by their first column, which is one of `ids`."""
    owner = select.split()[1].rstrip(",")
    rows = fetch(
        connection,
        f"""{select} WHERE {owner} IN (SELECT value FROM json_each(?)) AND {condition}
        ORDER BY {owner}, {order}""",
        ids,
    )
    return {key: [row[1:] for row in group] for key, group in groupby(rows, key=itemgetter(0))}
