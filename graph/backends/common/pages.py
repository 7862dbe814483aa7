"""Pages made from one record more than they hold, which tells whether there are more."""

from collections.abc import Iterable
from typing import TypeVar

from graph.queries import Page

T = TypeVar("T")


def page_of(found: Iterable[tuple[T, str]], first: int, total: int) -> Page[T]:
    """Return the page of the first `first` of `found`, records with their cursors.

    `found` holds at least one more where there are more; `total` counts all that match.
    """
    pairs = list(found)
    kept = pairs[:first]
    return Page(
        tuple(item for item, _ in kept),
        tuple(cursor for _, cursor in kept),
        has_next=len(pairs) > first,
        total=total,
    )
