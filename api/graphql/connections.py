"""Pages of a list, as the Relay cursor specification has them."""

from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

import strawberry

from graph.queries import Page
from schema.errors import LimitError

MAX_FIRST = 100
DEFAULT_FIRST = 20

First = Annotated[int, strawberry.argument(description="How many at most, 1 to 100.")]
After = Annotated[
    str | None, strawberry.argument(description="Continue behind the item with this cursor.")
]

R = TypeVar("R")
N = TypeVar("N")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more items follow.")
    has_previous_page: bool = strawberry.field(description="Whether items were passed over.")
    start_cursor: str | None = strawberry.field(description="The first item's cursor.")
    end_cursor: str | None = strawberry.field(
        description="The last item's cursor: hand it to `after` for the next page."
    )


@strawberry.type(description="An item of a page and its cursor.")
class Edge(Generic[N]):
    cursor: str = strawberry.field(description="Stands for this place in the list.")
    node: N = strawberry.field(description="The item.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[N]):
    edges: list[Edge[N]] = strawberry.field(description="The items with their cursors.")
    nodes: list[N] = strawberry.field(description="The items alone.")
    page_info: PageInfo = strawberry.field(description="Where this page stands in the list.")
    total_count: int = strawberry.field(description="How many items the whole list has.")


def checked_first(first: int, most: int = MAX_FIRST) -> int:
    """Return `first`.

    Raises:
        LimitError: it is under 1 or over `most`.
    """
    if not 1 <= first <= most:
        raise LimitError(f"`first` is {first}; ask for 1 to {most} at once and page with `after`")
    return first


def page_info(page: Page[R], after: str | None) -> PageInfo:
    """Return where `page`, which was asked for `after` a cursor, stands."""
    return PageInfo(
        has_next_page=page.has_next,
        has_previous_page=after is not None,
        start_cursor=page.cursors[0] if page.cursors else None,
        end_cursor=page.cursors[-1] if page.cursors else None,
    )


def connection(page: Page[R], make: Callable[[R], N], after: str | None) -> Connection[N]:
    """Return a store's page as a GraphQL one, each record turned by `make`."""
    nodes = [make(item) for item in page.items]
    return Connection(
        edges=[Edge(cursor=c, node=n) for c, n in zip(page.cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=page_info(page, after),
        total_count=page.total,
    )
