"""Sums of money as a text gives them: 6.5亿美元, US$650m, 逾百亿元."""

import re
from dataclasses import dataclass
from decimal import Decimal

from schema.currencies import (
    Marker,
    after_pattern,
    markers_after,
    markers_before,
    tender_codes,
)
from schema.errors import MoneyError
from schema.numbers import (
    Bound,
    bound_of,
    leading_hedge,
    longest_word_before,
    trailing_hedge,
)
from schema.numerals import Numeral, find_numerals, whole
from schema.script import plain

# What 元 may mean when the caller says where the text is from.
_YUAN = frozenset({"CNY", "HKD", "TWD", "MOP", "SGD"})
_DOLLARS = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MOP"})
_RUPEES = frozenset({"INR", "PKR", "LKR", "NPR"})
_HAN, _KANA = re.compile("[一-鿿]"), re.compile("[぀-ヿ]")
_YUAN_WORDS = re.compile(r"(?i:\b(?:yuan|renminbi|rmb)\b)|\bCNY\b")
# Nothing is counted where a clause ends or the size of a business is told.
_CLAUSE_END = r"$|[,.，。;；:：!！?？、)）\]】”」\n]"
_NOTHING_COUNTED = re.compile(rf" ?(?:{_CLAUSE_END}|的?规模|级|大关|的?产值)")
_EDGE = re.compile(rf"{_CLAUSE_END}|\s|多")
_UNIT_LABEL = re.compile(r"单位[:：]? ?(?:人民币)?$")


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in plain units of an ISO 4217 currency; `upper` is the far end of a range."""

    value: Decimal
    currency: str
    bound: Bound = Bound.EXACT
    upper: Decimal | None = None


def parse_money(text: str, *, default_currency: str | None = None) -> Money:
    """Return the sum that `text` is, such as `逾百亿元` or `US$650m`.

    Args:
        text: The sum and nothing else.
        default_currency: What a bare number (1,200万) means, and a sign of several currencies
            (元, $, ¥, rupees) if it is one of them.

    Raises:
        MoneyError: `text` is not one sum, or has no currency and no default is given.
    """
    stripped = text.strip()
    for start, end, money in _find(stripped, default_currency, whole_text=True):
        if (start, end) == (0, len(stripped)):
            return money
    raise MoneyError(f"no sum of money in {text!r}")


def find_money(text: str, *, default_currency: str | None = None) -> list[tuple[int, int, Money]]:
    """Return every sum in `text` with its offsets, from left to right, hedges included.

    A bare 300多亿 or 1.5 billion counts only where `default_currency` is given and nothing is
    counted behind it (300多亿元素, 1.5 billion people). Without a default, ¥ is CNY in a text
    with Chinese characters or one that speaks of yuan, and else JPY, as Babel has it for English.

    Raises:
        MoneyError: `default_currency` is not money of today.
    """
    return _find(text, default_currency, whole_text=False)


def _find(text: str, default: str | None, *, whole_text: bool) -> list[tuple[int, int, Money]]:
    if default is not None and default not in tender_codes():
        raise MoneyError(f"no currency of today has the code {default!r}")
    flat, found, since = plain(text), [], 0
    for numeral in find_numerals(text):
        reading = _Reading(flat, numeral, default, since, whole_text)
        sum_found = reading.money()
        if sum_found is not None:
            found.append(sum_found)
            since = sum_found[1]
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """One number and what stands around it."""

    flat: str
    numeral: Numeral
    default: str | None
    since: int
    whole_text: bool

    def money(self) -> tuple[int, int, Money] | None:
        start, mark, hedge = self._lead()
        end, unit = self._unit()
        if self._is_no_sum(mark, unit, hedge):
            return None
        if mark is not None and unit is not None and not unit.generic and unit.code != mark.code:
            start, mark = self.numeral.start, None  # the mark ended another sum
        code = self._code(mark, unit)
        if code is None:
            return None
        end, after = trailing_hedge(self.flat, end)
        factor = Decimal(1) if unit is None else unit.factor
        upper = self.numeral.upper
        return (
            start,
            end,
            Money(
                whole(self.numeral.value * factor),
                code,
                bound_of(self.numeral, hedge, after),
                None if upper is None else whole(upper * factor),
            ),
        )

    def _lead(self) -> tuple[int, Marker | None, Bound | None]:
        """Return where the sum begins, its mark and its hedge: 约 and US$ of 约US$5bn."""
        begin, inner = leading_hedge(self.flat, self.numeral.start, since=self.since)
        edge = begin - 1 if self.flat[begin - 1 : begin] == " " else begin
        word = longest_word_before(self.flat, edge, markers_before(), since=self.since)
        if word is None or self._is_part_of_a_word(word, edge - len(word)):
            return begin, None, inner
        start, outer = leading_hedge(self.flat, edge - len(word), since=self.since)
        return start, markers_before()[word], outer or inner

    def _is_part_of_a_word(self, mark: str, start: int) -> bool:
        before = self.flat[start - 1 : start] if start else ""
        return mark[0].isascii() and before.isascii() and before.isalpha()

    def _unit(self) -> tuple[int, Marker | None]:
        end = self.numeral.end
        match = after_pattern().match(self.flat, end)
        if match is None:
            return end, None
        unit = _marker_of(match)
        if (unit.edge == "yes" and _EDGE.match(self.flat, match.end()) is None) or (
            unit.edge == "scaled" and not self.numeral.scaled
        ):
            return end, None
        return match.end(), unit

    def _is_no_sum(self, mark: Marker | None, unit: Marker | None, hedge: Bound | None) -> bool:
        """Return whether this is a bare scale, a serial number, a label or a plain count."""
        numeral = self.numeral
        if (numeral.bare and hedge is None) or (numeral.glued and mark is None):
            return True
        if _UNIT_LABEL.search(self.flat, max(0, numeral.start - 8), numeral.start):
            return True
        if mark is not None or unit is not None or self.whole_text:
            return False
        return not numeral.scaled or _NOTHING_COUNTED.match(self.flat, numeral.end) is None

    def _code(self, mark: Marker | None, unit: Marker | None) -> str | None:
        if unit is not None and not unit.generic:
            return unit.code
        marker = mark or unit
        if marker is None:
            return self.default
        if marker.word == "¥":
            return self._yen_or_yuan()
        kin = next((k for k in (_YUAN, _RUPEES, _DOLLARS) if marker.code in k), frozenset())
        vague = marker.generic or marker.word == "$"
        return self.default if vague and self.default in kin else marker.code

    def _yen_or_yuan(self) -> str:
        if self.default in ("CNY", "JPY"):
            return self.default
        chinese = _HAN.search(self.flat) is not None and _KANA.search(self.flat) is None
        return "CNY" if chinese or _YUAN_WORDS.search(self.flat) else "JPY"


def _marker_of(match: re.Match[str]) -> Marker:
    word: str = match["zh"] or match["code"] or match["en"]
    return markers_after()[word.lower()]
