"""Opens the store that an address names: the one place that knows which backends there are."""

import re
from pathlib import Path

from graph.store import GraphStore
from schema.errors import StoreAddressError

EXAMPLES = "such as sqlite:///guanxi.db or, with an absolute path, sqlite:////data/guanxi.db"

NEO4J_SCHEMES = {"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}


def open_store(address: str, *, read_only: bool = False) -> GraphStore:
    """Return the store at `address`, made if it is not there yet.

    Args:
        address: `sqlite:///PATH`, the path relative to the working folder unless it begins with
            a slash of its own.
        read_only: refuse writes, and a store that is not there.

    Raises:
        StoreAddressError: no store can have this address; the message says which can.
        StoreUnavailableError: the file cannot be opened or made.
        StoreCorruptError: it is damaged.
        StoreVersionError: another version of guanxi wrote it.
    """
    scheme, colon, rest = address.partition(":")
    if colon and scheme == "sqlite":
        from graph.backends.sqlite.store import SqliteStore

        return SqliteStore(_file(address, rest), read_only=read_only)
    if colon and scheme in NEO4J_SCHEMES:
        raise StoreAddressError(
            f"{_shown(address)}: this version has no Neo4j backend yet; "
            f"give a SQLite file {EXAMPLES}"
        )
    raise StoreAddressError(f"{_shown(address)} is no store address; give one {EXAMPLES}")


def _file(address: str, rest: str) -> Path:
    path = rest.removeprefix("///")
    if not rest.startswith("///") or not path or path.endswith("/"):
        raise StoreAddressError(f"{address!r} names no file; give an address {EXAMPLES}")
    if path == ":memory:":
        raise StoreAddressError(
            f"{address!r}: a store is shared by connections and has to be a file; "
            "give one in a temporary folder"
        )
    if "?" in rest or "\0" in path:
        raise StoreAddressError(f"{address!r} takes no options; give an address {EXAMPLES}")
    return Path(path)


def _shown(address: str) -> str:
    """Return the address as a message may show it: without a password."""
    return repr(re.sub(r"//[^/@]*@", "//…@", address))
