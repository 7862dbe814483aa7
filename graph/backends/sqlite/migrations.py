"""The version of a file's tables: checked at opening, brought up to date by numbered SQL files."""

import sqlite3
from functools import cache
from importlib.resources import files
from pathlib import Path

from schema.errors import StoreAddressError, StoreUnavailableError, StoreVersionError

APPLICATION_ID = 0x67757831
"""Marks a SQLite file as ours ("gux1"); `file` and other tools can see it."""


LEAST_SQLITE = (3, 32)
"""The first with all that our statements use; a Python may be linked with an older one."""


@cache
def migrations() -> tuple[tuple[int, str], ...]:
    """Return the SQL files `schema/NNNN_name.sql` with their numbers, in order."""
    folder = files("graph.backends.sqlite").joinpath("schema")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple(
        (int(name.split("_")[0]), folder.joinpath(name).read_text("utf-8")) for name in names
    )


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Run what the file has not run yet, all or nothing.

    Raises:
        StoreAddressError: the file belongs to another program.
        StoreVersionError: a newer version wrote it.
    """
    up_to_date = _found(connection, path) == _newest()
    # Readers go on while one writes. The file keeps the mode, unless another tool changed it.
    connection.execute("PRAGMA journal_mode = WAL")
    if up_to_date:
        return
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have done it while this one waited.
    found = _found(connection, path)
    for number, script in migrations():
        if number > found:
            for statement in _statements(script):
                connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {_newest()}")
    connection.execute("COMMIT")


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file whose tables are not this version's, for it cannot be changed.

    Raises:
        StoreAddressError: the file belongs to another program.
        StoreVersionError: another version wrote it.
    """
    if (found := _found(connection, path)) != _newest():
        raise StoreVersionError(
            f"{str(path)!r} has tables of version {found}, this program needs {_newest()}: "
            "open it once for writing"
        )


def _newest() -> int:
    return migrations()[-1][0]


def _found(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of the file's tables, 0 for an empty file."""
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        raise StoreUnavailableError(
            f"this Python has SQLite {sqlite3.sqlite_version}, a store needs 3.32 or later"
        )
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (application or version or tables):
        raise StoreAddressError(f"{str(path)!r} is a SQLite file of another program")
    if version > _newest():
        raise StoreVersionError(
            f"{str(path)!r} has tables of version {version}, this program knows {_newest()}: "
            "a newer guanxi wrote it, update this one"
        )
    return int(version)


def _statements(script: str) -> list[str]:
    """Return the statements of a script; a trigger holds semicolons of its own."""
    statements, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return statements
