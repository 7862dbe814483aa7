"""How soon a server answers, and what a question costs beyond the store's own work."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import httpx2

from graph.open_store import open_store
from tests.api.conftest import serving
from tests.api.told import tell_all
from tests.benchmarks.harness import Figure, Size, benchmark, medians

FIRST_QUERY = '{search(text: "微软") {nodes {id name}}}'


@benchmark
def serve(size: Size) -> Iterator[Figure]:
    """Start a server, ask at once, then ask again and again beside the store asked directly."""
    rounds = 200 if size is Size.FULL else 50
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = f"sqlite:///{folder / 'graph.db'}"
        with open_store(address) as store:
            tell_all(store)
        begun = perf_counter()
        with serving(folder, address) as server, open_store(address) as store:
            server.data(FIRST_QUERY)
            yield Figure.at_most("serve.first_query_s", perf_counter() - begun, "s", 2)
            with httpx2.Client() as client:
                over_http, direct = medians(
                    lambda: client.post(f"{server.url}/graphql", json={"query": FIRST_QUERY}),
                    lambda: store.search("微软", frozenset(), first=20),
                    rounds=rounds,
                )
            yield Figure("serve.query_ms", over_http * 1000, "ms", beside={"store": direct * 1000})
