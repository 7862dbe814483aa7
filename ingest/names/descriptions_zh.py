"""Tells Chinese phrases that describe a firm from names: 香水公司, 意大利酒店集团, SaaS公司."""

import re
from functools import cache, lru_cache

from ingest.lac import lac_tagger
from ingest.lexicon import any_of
from ingest.names.naming import is_not_name, known_type
from schema.known import known_place
from schema.tables import read_words

_KIND = re.compile("(?:公司|集团|企业|工厂|厂)$")
_COMMON_TAGS = frozenset({"n", "vn", "v", "a", "an", "f", "s", "m", "q", "d", "b", "ad", "vd"})
LONGEST_PLACE = 6
SHORTEST_TRADE = 3
"""巨石集团 is a name and 奢侈品集团 is none: words of two characters are often names."""


@lru_cache(maxsize=16384)
def is_description(name: str) -> bool:
    """Return whether `name` is made of common words, a country perhaps, and 公司 or the like."""
    if known_type(name) is not None:
        return False
    if _described().search(name):
        return True
    kind = _KIND.search(name)
    if kind is None or kind.start() == 0:
        return False
    trade = name[: kind.start()]
    if trade.isascii():
        return is_not_name(trade, "zh")
    country = _country(trade)
    rest = trade.removeprefix(country)
    if not rest:
        return True
    if not _is_trade(rest) or known_type(rest) is not None:
        return False
    if country:
        return not _national().search(rest)
    return kind[0] in {"公司", "企业"} or len(rest) >= SHORTEST_TRADE


def _is_trade(words: str) -> bool:
    """Return whether `words` are common, perhaps before one that is listed: 聊天 + 机器人."""
    if is_common(words):
        return True
    cuts = range(2, len(words) - 1)
    return any(is_not_name(words[cut:], "zh") and is_common(words[:cut]) for cut in cuts)


@lru_cache(maxsize=16384)
def is_common(name: str) -> bool:
    """Return whether LAC takes each word of `name`, read by itself, for a common word."""
    return all(word.tag in _COMMON_TAGS for word in lac_tagger().tag([name])[0])


def _country(name: str) -> str:
    for length in range(min(LONGEST_PLACE, len(name)), 1, -1):
        place = known_place(name[:length])
        # The provinces of China found firms that go by their trade alone: 河南机场集团.
        if place is not None and (place.country != "CN" or place.level == "country"):
            return name[:length]
    return ""


@cache
def _described() -> re.Pattern[str]:
    return re.compile(any_of(read_words("description_ends.tsv")) + "$")


@cache
def _national() -> re.Pattern[str]:
    return re.compile(any_of(read_words("national_trades.tsv")))
