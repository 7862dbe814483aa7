"""Figures as a text gives them: exact, about, at least or at most, and what they count."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from schema.errors import NumberError
from schema.numerals import Numeral, find_numerals
from schema.script import plain
from schema.tables import alternation, read_table

# The longest hedge or name of a currency before a number.
REACH = 24


class Bound(StrEnum):
    """How the value stands to what the text claims."""

    EXACT = "EXACT"
    LOWER = "LOWER"
    UPPER = "UPPER"
    APPROXIMATE = "APPROXIMATE"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things; `upper` is the far end of a range and `unit` what is counted."""

    value: Decimal
    bound: Bound = Bound.EXACT
    upper: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class _Hedge:
    word: str
    bound: Bound
    not_after: tuple[str, ...]
    only_before: tuple[str, ...]

    def fits(self, flat: str, start: int, number: int) -> bool:
        """Return whether it is a hedge at `start`: 过百家, but not 通过 and not 过3年."""
        if flat.endswith(self.not_after, 0, start):
            return False
        if self.word[0].isalpha() and self.word.isascii() and flat[start - 1 : start].isalpha():
            return start == 0
        return not self.only_before or flat.startswith(self.only_before, number)


@cache
def _hedges(place: str) -> dict[str, _Hedge]:
    rows = [row for row in read_table("hedges.tsv") if row["place"] == place]
    return {row["word"]: _hedge(row) for row in rows}


def _hedge(row: dict[str, str]) -> _Hedge:
    not_after, only_before = (
        tuple(word for word in row[column].split("|") if word)
        for column in ("not_after", "only_before")
    )
    return _Hedge(row["word"], Bound(row["bound"]), not_after, only_before)


def longest_word_before(
    flat: str, end: int, words: Mapping[str, object], *, since: int = 0, ignore_case: bool = False
) -> str | None:
    """Return the longest of `words` that ends at `end`, whatever its case if so asked."""
    window = flat[max(since, end - REACH) : end]
    if ignore_case:
        window = window.lower()
    return next((word for n in range(len(window)) if (word := window[n:]) in words), None)


# What may stand between a hedge and its number: 超过了100家, about a dozen.
_FILLER = re.compile(r"(?:[了为合达有共是]| an?)?(?<! ) ?$")


def leading_hedge(flat: str, start: int, *, since: int = 0) -> tuple[int, Bound | None]:
    """Return where a number with its hedge begins, and the hedge's bound if it has one."""
    known = _hedges("before")
    for end in _ends_before(flat, start):
        word = longest_word_before(flat, end, known, since=since, ignore_case=True)
        if word is not None and known[word].fits(flat, end - len(word), start):
            return end - len(word), known[word].bound
    return start, None


def _ends_before(flat: str, start: int) -> list[int]:
    """Return where a hedge before a number may end: at it, before a space, before a filler."""
    filler = _FILLER.search(flat, max(0, start - 4), start)
    spaced = start - 1 if flat[start - 1 : start] == " " else start
    return [start, spaced] if filler is None else [start, spaced, filler.start()]


@cache
def _hedge_after() -> re.Pattern[str]:
    hedges = sorted(_hedges("after"), key=lambda word: -len(word))
    # 700以上 ends with its hedge; "or so" is a word of its own.
    words = "|".join(rf"[ -]{word}(?![A-Za-z])" if word.isascii() else word for word in hedges)
    return re.compile(rf"(?i: ?{words})|\+(?!\d)")


def trailing_hedge(flat: str, end: int) -> tuple[int, Bound | None]:
    """Return where a figure with the hedge behind it ends, and that hedge's bound."""
    match = _hedge_after().match(flat, end)
    if match is None:
        return end, None
    hedge = _hedges("after").get(match[0].lower().strip(" -"))
    return match.end(), Bound.LOWER if hedge is None else hedge.bound  # + is 以上


def bound_of(numeral: Numeral, *hedges: Bound | None) -> Bound:
    """Return the bound of a figure: the first hedge that speaks, else the numeral's own."""
    for hedge in hedges:
        if hedge is not None:
            return hedge
    if numeral.rough:
        return Bound.APPROXIMATE
    return Bound.LOWER if numeral.more else Bound.EXACT


def parse_number(text: str) -> Quantity:
    """Return the number that `text` is, such as `3.1万多`, `近20` or `more than two hundred`.

    Raises:
        NumberError: `text` is not one number.
    """
    flat = plain(text.strip())
    for numeral in find_numerals(flat):
        start, before = leading_hedge(flat, numeral.start)
        end, after = trailing_hedge(flat, numeral.end)
        if (start, end) == (0, len(flat)):
            bound = bound_of(numeral, before, after)
            return Quantity(numeral.value, bound, numeral.upper)
    raise NumberError(f"no number in {text!r}")


@cache
def _counter() -> re.Pattern[str]:
    rows = sorted(read_table("counters.tsv"), key=lambda row: -len(row["word"]))
    zh = [row for row in rows if row["language"] == "zh"]
    en = [row["word"] for row in rows if row["language"] == "en"]
    chinese = "|".join(_guarded(row["word"], row["not_before"]) for row in zh)
    # One or two words may describe what is counted: 1,200 full-time employees.
    english = rf"[ -](?:[A-Za-z][a-z-]+ ){{0,2}}(?i:{alternation(en)})(?![A-Za-z])"
    return re.compile(rf" ?(?P<zh>{chinese})|(?P<en>{english})")


def _guarded(word: str, not_before: str) -> str:
    unwanted = [other for other in not_before.split("|") if other]
    return re.escape(word) + (f"(?!{alternation(unwanted)})" if unwanted else "")


@cache
def _units() -> dict[str, str]:
    rows = read_table("counters.tsv")
    return {row["word"]: row["word"] if row["unit"] == "=" else row["unit"] for row in rows}


# Between a number and its counter these show that something else is counted.
_OTHER_COUNT = re.compile(
    r"\b(?:of|per|for|from|to|and|or|in|by|with|at|on|as|the|its)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?i:\b(?:in|since|by|of|during|from|until)) (?:19|20)\d\d$")
_ORDINAL = re.compile(r"(?:[第每同某另任头前哪这那]|(?i:\bno\. ?|\btop |\bnumber ))$")


def find_quantities(text: str) -> list[tuple[int, int, Quantity]]:
    """Return the counts of firms, people and goods in `text`, with their offsets.

    A lone `one` or 一 is an article rather than a count and 两人 a pronoun: they are left out, as
    are ranks (第3, top 10) and figures glued to a letter. Growth and other percentages belong to
    `find_shares`.
    """
    flat, found, since = plain(text), [], 0
    for numeral in find_numerals(text):
        counter = _counter().match(flat, numeral.end)
        if counter is None or not _counts(flat, numeral, counter):
            continue
        start, before = leading_hedge(flat, numeral.start, since=since)
        if numeral.bare and before is None:
            continue
        end, after = trailing_hedge(flat, counter.end())
        unit = _units()[_counted(counter)]
        bound = bound_of(numeral, before, after)
        found.append((start, end, Quantity(numeral.value, bound, numeral.upper, unit)))
        since = end
    return found


def _counted(counter: re.Match[str]) -> str:
    if counter["zh"] is not None:
        return counter["zh"]
    words = counter["en"].strip(" -")
    known = _units()
    lowered = {word.lower(): word for word in known}
    return next(
        lowered[tail] for tail in (words.lower()[n:] for n in range(len(words))) if tail in lowered
    )


def _counts(flat: str, numeral: Numeral, counter: re.Match[str]) -> bool:
    if numeral.glued or (numeral.spelled and numeral.value == 1):
        return False
    if numeral.spelled and numeral.value < 10 and counter["zh"] == "人":
        return False
    if counter["en"] is not None and _OTHER_COUNT.search(counter["en"]):
        return False
    if counter["en"] is not None and _YEAR.search(flat, max(0, numeral.start - 8), numeral.end):
        return False
    return _ORDINAL.search(flat, max(0, numeral.start - 8), numeral.start) is None
