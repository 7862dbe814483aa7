"""A real server on a real store, asked over HTTP."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_server
from typing import Any

import httpx2
import pytest

from graph.open_store import open_store
from tests.api.told import tell_all


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `ask` returns the whole answer, `data` what it found."""

    url: str
    store: str
    log: Path
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, query: str, **variables: object) -> dict[str, Any]:
        response = httpx2.post(
            f"{self.url}/graphql",
            json={"query": query, "variables": variables},
            headers=self.headers,
            timeout=120,
        )
        answer: dict[str, Any] = response.json()
        return answer

    def data(self, query: str, **variables: object) -> dict[str, Any]:
        answer = self.ask(query, **variables)
        assert "errors" not in answer, answer["errors"]
        found: dict[str, Any] = answer["data"]
        return found

    def error(self, query: str, **variables: object) -> dict[str, Any]:
        """Return the one error of an answer."""
        answer = self.ask(query, **variables)
        assert len(answer["errors"]) == 1, answer
        error: dict[str, Any] = answer["errors"][0]
        return error


def free_port() -> int:
    with create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(
    folder: Path, store: str, environment: dict[str, str] | None = None
) -> Iterator[Server]:
    """Run `guanxi serve` on a store until the block ends."""
    port, log = free_port(), folder / "server.log"
    command = [
        str(Path(sys.executable).with_name("guanxi")),
        "serve",
        "--port",
        str(port),
        "--store",
        store,
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
        server = Server(f"http://127.0.0.1:{port}", store, log)
        try:
            wait_ready(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Return once the server answers."""
    for _ in range(300):
        assert process.poll() is None, server.log.read_text()
        try:
            if httpx2.get(f"{server.url}/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"not ready after 30 s: {server.log.read_text()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that nobody writes to, on the articles of `tests.api.told`."""
    folder = tmp_path_factory.mktemp("server")
    address = f"sqlite:///{folder / 'graph.db'}"
    with open_store(address) as store:
        tell_all(store)
    with serving(folder, address) as running:
        yield running


@pytest.fixture
def entity(server: Server) -> Callable[[str], str]:
    """A function that returns the id of the entity with a name."""

    def find(name: str) -> str:
        found = server.data("query($n: String!) {search(text: $n, first: 1) {nodes {id}}}", n=name)
        identity: str = found["search"]["nodes"][0]["id"]
        return identity

    return find
