"""Reads how far a deal has come: rumoured, announced, signed, done, called off or denied."""

import re
from collections.abc import Sequence
from functools import cache

from ingest.lexicon import Language, compile_pattern, read_lexicon

ORDER = ("DENIED", "TERMINATED", "RUMOURED", "UNDER_REVIEW", "COMPLETED", "SIGNED", "ANNOUNCED")
"""Which status wins where words for several stand in one sentence."""

DEFAULT = "ANNOUNCED"
_RULING = "LAWSUIT"


@cache
def _patterns(language: Language) -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    listed = read_lexicon("statuses")
    return tuple(
        (status, entry["strength"] == "strong", compile_pattern(entry["pattern"], language))
        for status in ORDER
        for entry in listed[status].get(language, ())
    )


def read_status(deal: str, parts: Sequence[str], language: Language) -> str:
    """Return the status that the sentences of a deal tell; the first sentence is its own.

    Strong words of any sentence count before weak ones. A suit is announced when it is filed,
    so that weak words for its end do not count.
    """
    for strong in (True, False):
        for part in parts:
            for status, is_strong, pattern in _patterns(language):
                if is_strong != strong or (deal == _RULING and not strong):
                    continue
                if pattern.search(part):
                    return status
    return DEFAULT
