"""The whole graph as arrays, read in chunks, and how much of everything there is."""

import sqlite3
import sys
from array import array

import numpy as np

from graph.backends.sqlite.conditions import time_conditions
from graph.backends.sqlite.lists import entity_conditions
from graph.backends.sqlite.rows import fetch
from graph.queries import EdgeArrays, EdgeFilter, EntityFilter, Statistics
from schema.records import FactKind

CHUNK = 50_000
"""Rows turned into arrays at a time: tuples of few are not worth it, of all too much memory."""


def read_version(connection: sqlite3.Connection) -> int:
    ((version,),) = fetch(connection, "SELECT value FROM meta WHERE name = 'version'")
    return int(version)


def read_edge_arrays(
    connection: sqlite3.Connection, where: EdgeFilter, entities: EntityFilter
) -> EdgeArrays:
    kept = entity_conditions(connection, entities)
    ids = tuple(
        id
        for (id,) in fetch(
            connection, f"SELECT e.id FROM entities e WHERE {kept.sql} ORDER BY e.id", *kept.values
        )
    )
    place = {id: number for number, id in enumerate(ids)}
    conditions = time_conditions(where, "l").one_of("l.type", where.types).add("l.outward")
    rows = connection.execute(
        f"""SELECT l.node, l.other, l.confidence, l.symmetric, l.type, l.fact FROM links l
        WHERE {conditions.sql} ORDER BY l.node, l.other, l.fact, l.type""",
        conditions.values,
    )
    source, target, symmetric = array("q"), array("q"), array("b")
    weight = array("d")
    types: list[str] = []
    facts: list[str] = []
    while chunk := rows.fetchmany(CHUNK):
        inside = [row for row in chunk if row[0] in place and row[1] in place]
        source.extend([place[row[0]] for row in inside])
        target.extend([place[row[1]] for row in inside])
        weight.extend([row[2] for row in inside])
        symmetric.extend([row[3] for row in inside])
        types += [sys.intern(row[4]) for row in inside]
        facts += [row[5] for row in inside]
    return EdgeArrays(
        ids,
        np.array(source, dtype=np.int64),
        np.array(target, dtype=np.int64),
        np.array(weight, dtype=np.float64),
        np.array(symmetric, dtype=np.bool_),
        tuple(types),
        tuple(facts),
        read_version(connection),
    )


def read_statistics(connection: sqlite3.Connection) -> Statistics:
    def count(table: str) -> int:
        ((number,),) = fetch(connection, f"SELECT count(*) FROM {table}")
        return int(number)

    def counts(column: str, table: str) -> dict[str, int]:
        return dict(
            fetch(
                connection,
                f"SELECT {column}, count(*) FROM {table} GROUP BY {column} ORDER BY {column}",
            )
        )

    by_kind: dict[str, dict[str, int]] = {kind: {} for kind in FactKind}
    for kind, type, number in fetch(
        connection, "SELECT kind, type, count(*) FROM facts GROUP BY kind, type ORDER BY kind, type"
    ):
        by_kind[kind][type] = number
    return Statistics(
        articles=count("articles"),
        claims=count("claims"),
        mentions=count("mentions"),
        judgements=count("judgements"),
        entities=counts("type", "entities"),
        relations=by_kind[FactKind.RELATION],
        deals=by_kind[FactKind.DEAL],
        indicators=by_kind[FactKind.INDICATOR],
        languages=counts("language", "articles"),
        version=read_version(connection),
    )
