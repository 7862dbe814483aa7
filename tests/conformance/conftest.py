"""The stores on which the one suite runs; a backend more is one entry more in `BACKENDS`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph.open_store import open_store
from graph.store import GraphStore
from tests.conformance.world import World, make_world

MakeStore = Callable[[], GraphStore]


def make_sqlite(folder: Path, number: int) -> GraphStore:
    return open_store(f"sqlite:///{folder / f'{number}.db'}")


BACKENDS = {"sqlite": make_sqlite}


@pytest.fixture(params=BACKENDS)
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeStore]:
    """A function that makes an empty store, as often as it is called."""
    make = BACKENDS[request.param]
    with ExitStack() as opened:
        stores: list[GraphStore] = []

        def make_one() -> GraphStore:
            stores.append(opened.enter_context(make(tmp_path, len(stores))))
            return stores[-1]

        yield make_one


@pytest.fixture
def empty(make_store: MakeStore) -> GraphStore:
    return make_store()


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def store(make_store: MakeStore, world: World) -> GraphStore:
    """A store that holds `world`."""
    filled = make_store()
    world.write(filled)
    return filled
