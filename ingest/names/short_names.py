"""Says how a firm's full name is shortened: 山东云帆渔具股份有限公司 to 云帆渔具 and 云帆."""

import re
from collections.abc import Iterator
from functools import cache

from ingest.lexicon import any_of, read_terms
from schema.known import is_place_name
from schema.names import is_common_word, strip_legal_form

_BRACKETS = re.compile(r"（[^）]*）|\([^)]*\)")
_PLACE_SUFFIX = re.compile("^[省市县区]")


@cache
def _trade() -> re.Pattern[str]:
    return re.compile(any_of(read_terms("firm_suffixes", "trade", "zh")) + "$")


def short_names(name: str) -> Iterator[str]:
    """Yield the shorter names by which a text may go on to call a Chinese firm, longest first."""
    seen = {name}
    bare = strip_legal_form(_BRACKETS.sub("", name))
    for whole in (bare, without_place(bare)):
        for short in _cuts(whole):
            if short not in seen and len(short) >= 2 and not is_common_word(short):
                seen.add(short)
                if not is_place_name(short):
                    yield short


def without_place(name: str) -> str:
    """Return a name without the province or town that it begins with, if two characters stay."""
    for length in range(min(5, len(name) - 2), 1, -1):
        if is_place_name(name[:length]):
            rest = _PLACE_SUFFIX.sub("", name[length:])
            return rest if len(rest) >= 2 else name
    return name


def _cuts(name: str) -> Iterator[str]:
    yield name
    while (match := _trade().search(name)) is not None and match.start() >= 2:
        name = name[: match.start()]
        yield name
