"""How currencies are written: Babel's names and symbols, and a table of what it lacks."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from schema.script import to_simplified
from schema.tables import alternation, read_table, read_words

# The sign of two currencies.
_YEN_OR_YUAN = "¥"
ASCII_EDGE = r"(?![A-Za-z])"


@dataclass(frozen=True, slots=True)
class Marker:
    """A way to write a currency."""

    word: str
    code: str
    generic: bool = False
    """Made precise by a name near it or by the caller's default, as 元 is."""
    factor: Decimal = Decimal(1)
    edge: str = ""
    """`yes`: nothing may be counted behind it; `scaled`: only after million, 亿 and the like."""
    not_before: str = ""


def _locale(name: str) -> Any:
    from babel import Locale  # importing it and opening its data takes some 50 ms

    return Locale.parse(name)


@cache
def tender_codes() -> frozenset[str]:
    """Return the ISO 4217 codes of money that is legal tender somewhere today."""
    from babel.core import get_global

    periods = [period for rows in get_global("territory_currencies").values() for period in rows]
    current = {code for code, _, until, tender in periods if until is None and tender}
    return frozenset(current | {"CNH"})


@cache
def markers_after() -> dict[str, Marker]:
    """Return the words that name a currency behind a number, by their lower-case form."""
    named = {word.lower(): Marker(word, code) for word, code in _babel_names()}
    listed = {row["word"].lower(): _marker(row) for row in _rows("after")}
    codes = {code.lower(): Marker(code, _issuer(code)) for code in _codes()}
    return named | codes | listed


@cache
def markers_before() -> dict[str, Marker]:
    """Return the symbols, codes and names that may stand before a number."""
    symbols = {symbol: Marker(symbol, code) for symbol, code in _babel_symbols()}
    codes = {code: Marker(code, _issuer(code)) for code in _codes()}
    chinese = {name: Marker(name, code) for name, code in _babel_names() if not name.isascii()}
    listed = {row["word"]: _marker(row) for row in _rows("before")}
    yen = {_YEN_OR_YUAN: Marker(_YEN_OR_YUAN, "JPY", generic=True)}
    return chinese | symbols | codes | listed | yen


def _issuer(code: str) -> str:
    return "CNY" if code == "CNH" else code


def _codes() -> frozenset[str]:
    return read_words("currency_codes.txt")


def _rows(place: str) -> list[dict[str, str]]:
    return [row for row in read_table("currencies.tsv") if row["place"] in (place, "both")]


def _marker(row: dict[str, str]) -> Marker:
    return Marker(
        word=row["word"],
        code=row["code"],
        generic=row["generic"] == "yes",
        factor=Decimal(row["factor"]),
        edge=row["edge"],
        not_before=row["not_before"],
    )


def _babel_names() -> list[tuple[str, str]]:
    """Return names such as 美元, Swiss francs and Hong Kong dollars with their codes."""
    names = []
    for language in ("zh", "zh_Hant", "en"):
        locale = _locale(language)
        for code in sorted(tender_codes() & set(locale.currencies)):
            plurals = locale._data["currency_names_plural"].get(code, {})
            names += [(to_simplified(str(name)), _issuer(code)) for name in plurals.values()]
            names.append((to_simplified(locale.currencies[code]), _issuer(code)))
    return names


def _babel_symbols() -> list[tuple[str, str]]:
    symbols = []
    for language in ("zh", "en"):
        for code, symbol in _locale(language).currency_symbols.items():
            if code in tender_codes() and symbol != code and symbol != _YEN_OR_YUAN:
                symbols.append((symbol, code))
    return symbols


@cache
def after_pattern() -> re.Pattern[str]:
    """Return what matches a currency right behind a number and its space."""
    markers = markers_after().values()
    codes = [m.word for m in markers if m.word.isupper() and m.word.isascii()]
    latin = [m.word for m in markers if m.word.isascii() and not m.word.isupper()]
    chinese = [m for m in markers if not m.word.isascii()]
    guarded = "|".join(
        re.escape(m.word) + (f"(?!{alternation(m.not_before.split('|'))})" if m.not_before else "")
        for m in sorted(chinese, key=lambda marker: -len(marker.word))
    )
    return re.compile(
        rf" ?(?P<zh>{guarded})|[ -]?(?P<code>{alternation(codes)}){ASCII_EDGE}"
        rf"|[ -]?(?P<en>(?i:{alternation(latin)})){ASCII_EDGE}"
    )
