"""Tells by its ending what a name names: a firm, another body, a cluster, an event, a place."""

import re
from functools import cache, lru_cache

from ingest.lexicon import Language, any_of, read_terms
from schema.known import is_place_name, known_firm, known_organization

_PLACE_END = re.compile(
    r"(?:省|市|县|区|旗|州|镇|乡|村|岛|湾|港|半岛|群岛|国|地区|大湾区|三角洲|三角|洲|山|河|江|湖|海|路|街|街道|新区|流域)$"
)


@cache
def _endings(language: Language) -> dict[str, re.Pattern[str]]:
    edge = "" if language == "zh" else r"(?<!\w)"
    flags = 0 if language == "zh" else re.IGNORECASE
    kinds = {
        "CLUSTER": read_terms("cluster_suffixes", language, "strong"),
        "EVENT": read_terms("events", language),
        "ORGANIZATION": read_terms("org_suffixes", language),
        "FIRM": read_terms("firm_suffixes", "legal", language)
        | read_terms("firm_suffixes", "trade", language),
    }
    return {
        kind: re.compile(rf"{edge}{any_of(terms)}$", flags if kind == "CLUSTER" else 0)
        for kind, terms in kinds.items()
    }


def ending_type(name: str, language: Language) -> str | None:
    """Return the type that the ending of `name` tells, None where it tells none.

    The longest ending decides: 证券交易所 is no 交易所 only, and 研究院股份有限公司 is a firm.
    """
    best: tuple[int, str] | None = None
    for kind, pattern in _endings(language).items():
        match = pattern.search(name)
        if match is not None and match.start() > 0 and (best is None or len(match[0]) > best[0]):
            best = (len(match[0]), kind)
    return None if best is None else best[1]


@lru_cache(maxsize=65536)
def known_type(name: str) -> str | None:
    """Return the type of a well-known name."""
    if known_firm(name) is not None:
        return "FIRM"
    if known_organization(name) is not None:
        return "ORGANIZATION"
    return "PLACE" if is_place_name(name) else None


def is_place_like(name: str) -> bool:
    """Return whether a Chinese name is a listed place or ends like one."""
    return is_place_name(name) or _PLACE_END.search(name) is not None


def is_not_name(name: str, language: Language) -> bool:
    """Return whether the lexicon lists `name` as a word that is taken for a name."""
    if language == "zh" and not name.isascii():
        return name in read_terms("not_names", "zh")
    return name.lower() in _latin_not_names()


@cache
def _latin_not_names() -> frozenset[str]:
    return frozenset(word.lower() for word in read_terms("not_names", "latin"))
