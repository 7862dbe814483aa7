"""Patterns of the words beside a name in Chinese text, from `lexicons/contexts.yaml`."""

import re
from collections.abc import Set
from functools import cache

from ingest.lexicon import any_of, read_terms

OPEN = r"[“「《\"'（( ]{0,2}"
"""What may open a quotation or a bracket before a name."""

_TITLE_PARTS = frozenset({"前", "原", "兼", "副", "总"})
_MORE_LATIN = r"(?:(?:和|与|、|及) ?[A-ZÀ-Þ][A-Za-zÀ-ɏ.'’-]+(?: [A-Za-zÀ-ɏ.'’-]+){1,2} ?)*"
_LATIN_LIST = r"(?:[A-ZÀ-Þ][A-Za-zÀ-ɏ.'’-]+(?: [A-Za-zÀ-ɏ.'’-]+){1,2} ?(?:和|与|、|及) ?)*"


def context(name: str) -> Set[str]:
    """Return the words of one Chinese list."""
    return read_terms("contexts", "zh", name)


@cache
def before(name: str) -> re.Pattern[str]:
    """Return a pattern for `search` on the text up to a name."""
    return re.compile(any_of(context(name)) + OPEN + "$")


@cache
def after(name: str, marks: str = "") -> re.Pattern[str]:
    """Return a pattern for `match` right behind a name; `marks` count as well."""
    extra = f"|[{marks}]" if marks else ""
    return re.compile(rf" ?(?:{any_of(context(name))}{extra})")


@cache
def title_word() -> re.Pattern[str]:
    """Return a pattern of titles; 前 and 副 alone are none."""
    return re.compile(any_of(read_terms("titles", "zh") - _TITLE_PARTS))


@cache
def title_before_latin() -> re.Pattern[str]:
    """Return a pattern for `search` on the text up to a name, perhaps the last of a list."""
    words = read_terms("titles", "zh") | context("person_before")
    return re.compile(any_of(words) + OPEN + _LATIN_LIST + "$")


@cache
def person_after_latin() -> re.Pattern[str]:
    """Return a pattern for `match` behind a name; a name with a point in brackets counts too."""
    words = context("person_after") - {"总", "笑"} | context("moves_after")
    count, post = r"(?:[一二两三四几]位|本人)", r"在[^，。]{0,14}(?:担任|任职|工作)"
    return re.compile(
        rf" ?(?:{any_of(words)}|（[\u3400-\u9fff]{{1,6}}·|{post}|{_MORE_LATIN}{count})"
    )


def trade_word(word: str) -> bool:
    """Return whether a word names a trade, as the second half of many firms' names does."""
    return word in read_terms("firm_suffixes", "trade", "zh")
