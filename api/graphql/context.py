"""What every resolver can reach: the store, batched reads, projections and the worker."""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

import strawberry
from anyio.to_thread import run_sync
from strawberry.dataloader import DataLoader

from api.worker import Worker
from graph.analytics.projection import ProjectionCache
from graph.store import GraphStore

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


async def in_thread(function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """Return what `function` returns, without holding up other requests meanwhile."""
    return await run_sync(lambda: function(*args, **options))


@dataclass
class Context:
    """One request's view: batched reads are shared within it and forgotten after it."""

    store: GraphStore
    worker: Worker
    projections: ProjectionCache
    token: str | None = None
    authorization: str | None = None
    loaders: dict[Hashable, DataLoader[Any, Any]] = field(default_factory=dict)

    def loader(
        self, name: Hashable, read: Callable[[Collection[K]], Mapping[K, T]]
    ) -> DataLoader[K, T | None]:
        """Return this request's batched reader called `name`, which asks `read` for many at once.

        `name` must hold all that makes two questions differ beside the key, since keys of
        questions with the same name go to the store together.
        """
        if name not in self.loaders:

            async def load(keys: list[K]) -> list[T | None]:
                found = await in_thread(read, keys)
                return [found.get(key) for key in keys]

            self.loaders[name] = DataLoader(load_fn=load, max_batch_size=500)
        return self.loaders[name]


Info = strawberry.Info[Context, None]
