from pathlib import Path

import pytest

from graph.open_store import open_store
from schema.errors import StoreAddressError, StoreUnavailableError


def test_a_path_is_relative_unless_it_begins_with_a_slash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("sqlite:///relative.db"):
        assert (tmp_path / "relative.db").exists()
    with open_store(f"sqlite:///{tmp_path}/absolute.db"):
        assert (tmp_path / "absolute.db").exists()


@pytest.mark.parametrize("name", ["供应链.db", "a b.db", "100%25.db", "a#b.db", "a&b=c.db"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    address = f"sqlite:///{tmp_path}/{name}"
    with open_store(address) as store:
        assert store.address == address
    assert [path.name for path in tmp_path.iterdir()] == [name]
    with open_store(address, read_only=True) as store:
        assert store.version() == 0


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "no store address"),
        ("guanxi.db", "no store address"),
        ("postgres://host/db", "no store address"),
        ("SQLITE:///x.db", "no store address"),
        ("sqlite:", "names no file"),
        ("sqlite:x.db", "names no file"),
        ("sqlite://x.db", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:///folder/", "names no file"),
        ("sqlite:///:memory:", "has to be a file"),
        ("sqlite:///x.db?mode=ro", "takes no options"),
        ("sqlite:///x\0y", "takes no options"),
        ("neo4j://localhost", "no Neo4j backend yet"),
        ("neo4j+s://host:7687", "no Neo4j backend yet"),
        ("bolt://localhost", "no Neo4j backend yet"),
    ],
)
def test_a_bad_address_is_refused_and_a_right_one_shown(address: str, message: str) -> None:
    with pytest.raises(StoreAddressError, match=message) as caught:
        open_store(address)
    assert repr(address) in str(caught.value)
    if "memory" not in address:
        assert "sqlite:///guanxi.db" in str(caught.value)


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(StoreAddressError) as caught:
        open_store("neo4j://user:secret@host")
    assert "secret" not in str(caught.value)


def test_a_store_that_is_not_there_cannot_be_only_read(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="no store at"):
        open_store(f"sqlite:///{tmp_path}/missing.db", read_only=True)
    assert list(tmp_path.iterdir()) == []
