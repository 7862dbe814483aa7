"""Folds writing systems: Traditional into Simplified characters, full into half width."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# The full-width comma stays: it parts clauses, while the half-width one groups digits.
_SPACES = "\u00a0\u2002\u2003\u2009\u202f\u3000"
_NARROW = str.maketrans(
    {chr(0xFF01 + n): chr(0x21 + n) for n in range(0x5E) if chr(0xFF01 + n) != "，"}
    | dict.fromkeys(_SPACES, " ")
)


_WIDE_GROUPING = re.compile("(?<=[０-９])，(?=[０-９]{3})")


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC  # opening its dictionaries takes some 30 ms

    return OpenCC("t2s")


def to_simplified(text: str) -> str:
    """Return `text` with Traditional characters written in Simplified ones."""
    return str(_converter().convert(text))


@lru_cache(maxsize=32)
def plain(text: str) -> str:
    """Return `text` in half width and Simplified characters, every character in its place.

    Offsets into the result are offsets into `text`, so that values can be looked for in the one
    and quoted from the other.
    """
    narrow = _WIDE_GROUPING.sub(",", text).translate(_NARROW)
    simplified = to_simplified(narrow)
    if len(simplified) == len(narrow):
        return simplified
    return "".join(_one_for_one(character) for character in narrow)


def _one_for_one(character: str) -> str:
    simplified = to_simplified(character)
    return simplified if len(simplified) == 1 else character
