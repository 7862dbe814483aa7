"""Parts of a whole as a text gives them: 51%, 三成五, two thirds, 过半."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from schema.errors import ShareError
from schema.numbers import Bound, bound_of, leading_hedge, trailing_hedge
from schema.numerals import Numeral, find_numerals, whole
from schema.script import plain
from schema.tables import read_table

_HUNDRED = Decimal(100)
# Two thirds and 三分之二 are cut here.
PLACES = 6
_PERCENT = re.compile(r" ?%(?!\d)|[ -](?i:per ?cent)(?![A-Za-z])")
_MINUS = re.compile(r"(?:^|[^\d%])[-−]$")
_PERCENT_OF = re.compile(r"百分之 ?$")
# 三成 is 30%, 成立 and 成员 are words; 七成员工 is 70% of the staff.
_TENTHS = re.compile(
    r"(?P<more>多)?成(?![为立长本功果熟交都绩品型套份年分色就])(?!员(?!工))"
    r"(?:(?P<half>半)|(?P<hundredths>[一二三四五六七八九])(?![成家个名人位项]))?"
)
_DIGITS = "零一二三四五六七八九"
_DENOMINATORS = {
    **{"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4},
    **{"fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7},
    **{"eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10},
}
_NUMERATORS = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6},
    **{"seven": 7, "eight": 8, "nine": 9},
}
_ZH_FRACTION = re.compile(
    r"(?<![百千万])(?P<denominator>[二三四五六七八九十])分之(?P<numerator>[一二三四五六七八九])(?![十百])"
)
_EN_FRACTION = re.compile(
    r"\b(?i:(?P<numerator>a|an|one|two|three|four|five|six|seven|eight|nine)[ -]"
    r"(?P<denominator>half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?))\b"
)
# A third party and a quarter of a year are no shares.
_EN_WHOLE = re.compile(r" (?:of|its|the|stake|share|interest|holding)\b|[ -]owned\b|$")


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction between 0 and 1."""

    value: Decimal
    bound: Bound = Bound.EXACT


_Found = tuple[int, int, Share]


def parse_share(text: str) -> Share:
    """Return the share that `text` is, such as `51%`, `七成以上` or `two thirds`.

    Raises:
        ShareError: `text` is not one share, or more than the whole.
    """
    stripped = text.strip()
    for start, end, share in find_shares(stripped):
        if (start, end) == (0, len(stripped)):
            return share
    alone = _by_word().get(plain(stripped).lower())
    if alone is None:
        raise ShareError(f"no share of a whole in {text!r}")
    return alone


def find_shares(text: str) -> list[tuple[int, int, Share]]:
    """Return the shares in `text` with their offsets, from left to right, hedges included.

    Growth rates are among them: 19.2% is a fraction whatever it measures. Left out is what no
    share can be: more than 100%, a fall written with a minus, percentage points.
    """
    flat = plain(text)
    found = [*_percentages(flat), *_fractions(flat), *_words(flat)]
    kept: list[_Found] = []
    for start, end, share in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, share))
    return kept


def _percentages(flat: str) -> list[_Found]:
    """Return 51%, 26 per cent, 百分之二十 and 三成五."""
    found = []
    for numeral in find_numerals(flat):
        if numeral.glued or _MINUS.search(
            flat, 0 if numeral.start < 2 else numeral.start - 2, numeral.start
        ):
            continue
        reading = _percent(flat, numeral) or _tenths(flat, numeral)
        if reading is None:
            continue
        start, end, value, inner = reading
        start, before = leading_hedge(flat, start)
        end, after = trailing_hedge(flat, end)
        if 0 <= value <= 1:
            found.append((start, end, Share(value, bound_of(numeral, before, after, inner))))
    return found


_Reading = tuple[int, int, Decimal, Bound | None]


def _percent(flat: str, numeral: Numeral) -> _Reading | None:
    value = whole(numeral.value / _HUNDRED)
    sign = _PERCENT.match(flat, numeral.end)
    if sign is not None:
        return numeral.start, sign.end(), value, None
    words = _PERCENT_OF.search(flat, max(0, numeral.start - 5), numeral.start)
    return None if words is None else (words.start(), numeral.end, value, None)


def _tenths(flat: str, numeral: Numeral) -> _Reading | None:
    match = _TENTHS.match(flat, numeral.end)
    if match is None or numeral.value > 10 or numeral.value != numeral.value.to_integral_value():
        return None
    # 第三成 and 30多成 are nothing; 三成 is, and so is 3成.
    if flat[numeral.start - 1 : numeral.start] in tuple("第每变合"):
        return None
    hundredths = 5 if match["half"] else _DIGITS.find(match["hundredths"] or "零")
    value = whole((numeral.value * 10 + hundredths) / _HUNDRED)
    more = Bound.LOWER if match["more"] else None
    return numeral.start, match.end(), value, more


def _fractions(flat: str) -> list[_Found]:
    """Return 三分之二, two thirds, a third of."""
    found = []
    for match in _ZH_FRACTION.finditer(flat):
        below = 10 if match["denominator"] == "十" else _DIGITS.index(match["denominator"])
        found.append(_hedged(flat, match, Decimal(_DIGITS.index(match["numerator"])) / below))
    for match in _EN_FRACTION.finditer(flat):
        above = _NUMERATORS[match["numerator"].lower()]
        vague = above == 1 and match["numerator"].lower() != "one"
        if not vague or _EN_WHOLE.match(flat, match.end()):
            below = _DENOMINATORS[match["denominator"].lower()]
            found.append(_hedged(flat, match, Decimal(above) / below))
    return [hit for hit in found if hit[2].value <= 1]


def _hedged(flat: str, match: re.Match[str], value: Decimal) -> _Found:
    start, before = leading_hedge(flat, match.start())
    end, after = trailing_hedge(flat, match.end())
    return start, end, Share(round(value, PLACES), before or after or Bound.EXACT)


@cache
def _by_word() -> dict[str, Share]:
    rows = read_table("share_words.tsv")
    return {row["word"]: Share(Decimal(row["value"]), Bound(row["bound"])) for row in rows}


@cache
def _word_patterns() -> tuple[tuple[re.Pattern[str], Share], ...]:
    """Return how each word must be followed and preceded to be a share in running text."""
    patterns = []
    for row in sorted(read_table("share_words.tsv"), key=lambda row: -len(row["word"])):
        edges = (r"\b", r"\b") if row["word"].isascii() else ("", "")
        unwanted = [word for word in row["not_after"].split("|") if word]
        before = "".join(f"(?<!{re.escape(word)})" for word in unwanted)
        follow = f"(?={row['followed_by']})" if row["followed_by"] else ""
        source = f"{before}{edges[0]}(?i:{re.escape(row['word'])}){edges[1]}{follow}"
        patterns.append((re.compile(source), _by_word()[row["word"]]))
    return tuple(patterns)


def _words(flat: str) -> list[_Found]:
    """Return 过半, 全资, majority stake and the like."""
    return [
        (*match.span(), share)
        for pattern, share in _word_patterns()
        for match in pattern.finditer(flat)
    ]
