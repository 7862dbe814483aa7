"""What every store refuses to answer at once."""

from collections.abc import Collection

from graph.queries import MAX_PAGE
from schema.errors import LimitError


def check_ids(ids: Collection[str]) -> None:
    """Refuse more ids than a batched read takes.

    Raises:
        LimitError: there are more than `MAX_PAGE`.
    """
    if len(ids) > MAX_PAGE:
        raise LimitError(f"{len(ids)} ids are asked for at once, at most {MAX_PAGE} can be")


def check_size(name: str, size: int, *, least: int = 0, most: int = MAX_PAGE) -> None:
    """Refuse a page, limit or depth that is out of bounds.

    Raises:
        LimitError: `size` is less than `least` or more than `most`.
    """
    if not least <= size <= most:
        raise LimitError(f"{name} is {size!r}, it must be between {least} and {most}")
