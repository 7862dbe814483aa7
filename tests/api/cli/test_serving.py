import socket
from pathlib import Path

import pytest

from tests.api.cli.process import asked, error_line, free_port, guanxi, interrupted, served


def test_serve_says_where_it_listens_answers_and_ends_with_ctrl_c(
    filled: Path, tmp_path: Path
) -> None:
    port, log = free_port(), tmp_path / "log"
    loads = {"PYTHONPROFILEIMPORTTIME": "1"}
    with served("serve", "--port", str(port), folder=filled, log=log, settings=loads) as (
        process,
        printed,
    ):
        assert printed.startswith(f"GraphQL at http://127.0.0.1:{port}/graphql")
        assert asked(port, "{ statistics { articles } }") == {"statistics": {"articles": 2}}
        assert interrupted(process) == 0
    loaded = {line.rpartition("|")[2].strip() for line in log.read_text().splitlines()}
    assert "api.app" in loaded
    assert not [name for name in loaded if name == "spacy" or name.startswith("ingest")]
    assert "Traceback" not in log.read_text()


def test_a_taken_port_is_told_before_a_store_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = guanxi("serve", "--port", port, folder=tmp_path)
        by_variable = guanxi("demo", folder=tmp_path, settings={"GUANXI_PORT": port})
    assert ended.status == by_variable.status == 1
    assert f"127.0.0.1:{port} cannot be listened on: Address already in use" in error_line(ended)
    assert error_line(ended) == error_line(by_variable)
    assert not list(tmp_path.iterdir())


def test_a_host_that_is_not_there_is_told(tmp_path: Path) -> None:
    ended = guanxi("serve", "--host", "no host", folder=tmp_path)
    assert ended.status == 1
    assert "there is no such host" in error_line(ended)


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_cannot_be_is_a_wrong_use(tmp_path: Path, port: str) -> None:
    assert guanxi("serve", "--port", port, folder=tmp_path).status == 2
    variable = guanxi("serve", folder=tmp_path, settings={"GUANXI_PORT": port})
    assert variable.status == 1
    assert f"GUANXI_PORT is {port!r}" in error_line(variable)


def test_a_store_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("these are notes, and no database at all" * 50)
    ended = guanxi(
        "serve",
        "--port",
        str(free_port()),
        "--store",
        "sqlite:///notes.db",
        folder=tmp_path,
    )
    assert ended.status == 1
    assert error_line(ended).endswith("[STORE_CORRUPT]")
