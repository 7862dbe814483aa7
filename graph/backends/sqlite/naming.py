"""What entities are called: the keys by which they are resolved, and the index for search."""

import sqlite3
from collections.abc import Iterable, Sequence

from graph.backends.common.bigrams import name_tokens
from graph.backends.sqlite.rows import fetch, id_list
from graph.identity import entity_id
from schema.names import comparison_key
from schema.records import Entity


def drop_keys(connection: sqlite3.Connection, entity_ids: Iterable[str]) -> None:
    connection.execute(
        "DELETE FROM entity_keys WHERE entity IN (SELECT value FROM json_each(?))",
        (id_list(entity_ids),),
    )


def add_keys(connection: sqlite3.Connection, appearance_ids: Iterable[str]) -> None:
    """Let entities be found by the keys of these appearances, and by the ids that follow."""
    held = fetch(
        connection,
        """SELECT ap.entity, k.value, e.type, min(ap.id)
        FROM appearances ap JOIN entities e ON e.id = ap.entity, json_each(ap.keys) k
        WHERE ap.id IN (SELECT value FROM json_each(?)) GROUP BY ap.entity, k.value""",
        id_list(appearance_ids),
    )
    connection.executemany(
        """INSERT INTO entity_keys (entity, key, type, alias, least) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (entity, key) DO UPDATE SET least = min(least, excluded.least)""",
        [(entity, key, type, entity_id(type, key), least) for entity, key, type, least in held],
    )


def put_names(connection: sqlite3.Connection, entities: Sequence[Entity]) -> None:
    """Let entities be found by their names and aliases, and no longer by those they had."""
    wanted = {(entity.id, name) for entity in entities for name in (entity.name, *entity.aliases)}
    rows = fetch(
        connection,
        "SELECT number, entity, name FROM names WHERE entity IN (SELECT value FROM json_each(?))",
        id_list(entity.id for entity in entities),
    )
    held = {(entity, name): number for number, entity, name in rows}
    stale = [(number,) for name, number in held.items() if name not in wanted]
    connection.executemany("DELETE FROM names WHERE number = ?", stale)
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM names").fetchone()
    fresh = [
        (number, entity, name, comparison_key(name))
        for number, (entity, name) in enumerate(sorted(wanted - held.keys()), start=last + 1)
    ]
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", fresh)
    connection.executemany(
        "INSERT INTO name_tokens (rowid, tokens) VALUES (?, ?)",
        [(number, " ".join(name_tokens(name))) for number, _, name, _ in fresh],
    )
