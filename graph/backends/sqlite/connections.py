"""Connections to one SQLite file: opened with the right settings, lent out one user at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from graph.backends.sqlite.migrations import check_schema, migrate
from schema.errors import StoreCorruptError, StoreError, StoreUnavailableError

BUSY_SECONDS = 30.0
"""How long a writer waits for another before it gives up."""

READ_CACHE_KIB, WRITE_CACHE_KIB = 32 * 1024, 128 * 1024
"""Pages that a connection holds in memory. The file is not mapped into it, though that reads
faster: a file cut short by another program would then end the process instead of an error."""

MAX_IDLE = 8
"""Connections kept for the next caller; a server's threads seldom ask at the same moment."""

CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
CHECKPOINT_PAGES = 8192
"""The log is folded into the file at this length (32 MiB); SQLite's own eighth of it makes large
imports write most pages several times."""

UNAVAILABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}


class Connections:
    """A pool of connections to `path`. Threads may share it: each call gets one of its own."""

    def __init__(self, path: Path, *, read_only: bool, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self.read_only = read_only
        self._busy_seconds = busy_seconds
        self._query = "mode=ro" if read_only else "mode=rwc"
        self._idle: list[sqlite3.Connection] = []
        self._lock = Lock()
        self._closed = False
        self._prepare()

    def _prepare(self) -> None:
        """Check the file before its first use, and bring an empty or older one up to date."""
        if self.read_only and not self.path.exists():
            raise StoreUnavailableError(f"there is no store at {str(self.path)!r}")
        try:
            self._check()
        except StoreUnavailableError:
            # In a folder that cannot be written SQLite cannot lay the shared memory beside the
            # file that it wants for reading; with no write-ahead log there is nothing in it.
            if not self.read_only or self.path.with_name(f"{self.path.name}-wal").exists():
                raise
            self._query = "mode=ro&immutable=1"
            self._check()

    def _check(self) -> None:
        with self.lent() as connection:
            if self.read_only:
                check_schema(connection, self.path)
            else:
                migrate(connection, self.path)

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection and turn what SQLite complains about into the store's errors."""
        with self._translated():
            connection = self._take()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._give_back(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees one committed state until the end of the block."""
        with self.lent() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection in a write that is committed at the end and undone by an error."""
        if self.read_only:
            raise StoreUnavailableError(f"the store {str(self.path)!r} was opened for reading only")
        with self.lent() as connection:
            connection.execute(f"PRAGMA cache_size = -{WRITE_CACHE_KIB}")
            connection.execute("BEGIN IMMEDIATE")
            before = connection.total_changes
            yield connection
            if connection.total_changes > before:
                connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'version'")
            connection.execute("COMMIT")
            connection.execute(f"PRAGMA cache_size = -{READ_CACHE_KIB}")

    def close(self) -> None:
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise StoreUnavailableError(f"the store {str(self.path)!r} has been closed")
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed and len(self._idle) < MAX_IDLE:
                self._idle.append(connection)
                return
        connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?{self._query}",
            uri=True,
            timeout=self._busy_seconds,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        try:
            _configure(connection, read_only=self.read_only)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._store_error(error) from error

    def _store_error(self, error: sqlite3.Error) -> StoreError:
        # The low byte of SQLite's extended codes is the kind of error.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        name = str(self.path)
        if code in CORRUPT:
            return StoreCorruptError(f"{name!r} is damaged or no SQLite file: {error}")
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return StoreUnavailableError(
                f"{name!r} was busy with another writer for {self._busy_seconds:g} s; try again"
            )
        if code in UNAVAILABLE:
            return StoreUnavailableError(f"{name!r} cannot be opened or written: {error}")
        if isinstance(error, sqlite3.IntegrityError):
            return StoreError(f"a record refers to one that {name!r} does not hold: {error}")
        return StoreError(f"{name!r}: {error}")


def _configure(connection: sqlite3.Connection, *, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{READ_CACHE_KIB}")
    if not read_only:
        # A commit is on the disk before it returns.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
