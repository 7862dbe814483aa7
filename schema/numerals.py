"""Finds the numbers of a text, written in digits or in Chinese or English words."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from schema.script import plain
from schema.tables import alternation, read_table

ZH_DIGITS = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
ZH_SCALES = "十百千万亿兆拾佰仟廿卅"
EN_SCALES = ("hundred", "thousand", "million", "billion", "trillion")
EN_DIGITS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy"),
    *("eighty", "ninety"),
)
EN_VAGUE = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
}
# Longer runs of digits are serial numbers, and more than Decimal multiplies exactly.
MAX_NUMERAL = 24


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and how the text rounds it, with its place in the text."""

    start: int
    end: int
    value: Decimal
    upper: Decimal | None = None
    more: bool = False
    """Said to be the least, as in 300多亿."""
    rough: bool = False
    """Said in round figures, as in 两三千万, 十几家, tens of thousands."""
    bare: bool = False
    """A lone scale such as 万, which is a number only with a hedge before it (近万)."""
    glued: bool = False
    """Stands right behind a letter, as in W12, so that it is no number unless a currency."""
    scaled: bool = False
    """Counts in 万, 亿, million and the like."""
    spelled: bool = False
    """Written in words, where `one` and 一 are mostly articles."""


@cache
def scale_factors() -> dict[str, int]:
    """Return what each scale word multiplies by."""
    return {row["word"]: int(row["factor"]) for row in read_table("scales.tsv")}


@cache
def _scale_pattern() -> str:
    rows = [row for row in read_table("scales.tsv") if row["language"] == "en"]
    spaced = alternation(row["word"] for row in rows if not row["glued"])
    glued = alternation(row["word"] for row in rows if row["glued"])
    # 兆 is also mega-, as in 兆瓦.
    chinese = r" ?(?:(?!兆[瓦赫帕字比])[十百千万亿兆])+"
    return rf"{chinese}|[ -]?(?i:{spaced})(?![A-Za-z])|(?i:{glued})(?![A-Za-z])"


def _english_pattern() -> str:
    scale, word = alternation(EN_SCALES), alternation((*EN_DIGITS, *EN_SCALES))
    digit, vague = alternation(EN_DIGITS), alternation(EN_VAGUE)
    spelled = (
        rf"(?:half an? {scale}|an? (?:{scale}|dozen)|{digit}(?:[ -](?:and )?{word})*(?: dozen)?)"
    )
    return rf"(?<![A-Za-z])(?i:{vague}(?: of {vague})* of|{spelled})(?![A-Za-z])"


@cache
def _number_pattern(*, ranges: bool) -> re.Pattern[str]:
    arabic = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d+)(?:\.\d+)?(?!\.?\d)"
    arabic = rf"(?<!\d)(?<!\d[.,]){arabic}"
    mixed = rf"{arabic} ?[千万亿]+(?:\d+(?:\.\d+)? ?[百千万亿]+)+"
    chinese = (
        rf"(?:几|(?<![参指人函总系少多倍])数)(?=[十百千万亿])[{ZH_SCALES}]+"
        rf"|[{ZH_DIGITS}{ZH_SCALES}]+(?:点[{ZH_DIGITS}]+[万亿]*)?"
    )
    # Atomic, so that twenty-five is not taken apart into a range.
    number = rf"(?>{mixed}|{arabic}|{chinese}|{_english_pattern()})"
    scale = _scale_pattern()
    joiner = r"(?: ?[-–—~至到] ?| to | or | and )(?:[A-Z]{0,3}[$€£¥])?"
    low = rf"(?:(?P<low>{number})(?P<low_scale>{scale})?(?P<joiner>{joiner}))?" if ranges else ""
    return re.compile(
        rf"{low}(?P<number>{number})(?: ?(?P<more>[多余]|(?<=[十百千万0])来|(?<=[十廿卅])几))?"
        rf"(?P<scale>{scale})?(?P<more2> ?[多余])?"
    )


# A move from one figure to another is no range: rose from 2 to 3 billion.
_MOVE = re.compile(r"(?:(?i:\bfrom)|[从由自]) ?(?:[A-Z]{0,3}[$€£¥])?$")
_BETWEEN = re.compile(r"(?i:\bbetween) ?(?:[A-Z]{0,3}[$€£¥])?$")


@lru_cache(maxsize=32)
def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Return the numbers of `text` from left to right, whatever they count."""
    flat = plain(text)
    found: list[Numeral | None] = []
    for match in _number_pattern(ranges=True).finditer(flat):
        found += [_range(flat, match)] if _is_range(flat, match) else _singles(flat, match)
    return tuple(numeral for numeral in found if numeral is not None)


def _singles(flat: str, match: re.Match[str]) -> list[Numeral | None]:
    """Return the numbers of a match that is no range, one or both."""
    pattern = _number_pattern(ranges=False)
    starts = [match.start(group) for group in ("low", "number") if match[group] is not None]
    singles = [pattern.match(flat, start, match.end()) for start in starts]
    return [_single(flat, single) for single in singles if single is not None]


def _single(flat: str, match: re.Match[str]) -> Numeral | None:
    read = _read(match["number"])
    if read is None:
        return None
    factor = _factor(match["scale"])
    upper = read[0] + 10 if match["more"] == "几" else read[1]
    return Numeral(
        start=match.start(),
        end=match.end(),
        value=whole(read[0] * factor),
        upper=None if upper is None else whole(upper * factor),
        more=match["more"] in ("多", "余") or match["more2"] is not None,
        rough=upper is not None or match["more"] == "来",
        bare=len(match[0]) == 1 and match[0] in ZH_SCALES,
        glued=_is_glued(flat, match.start()),
        scaled=factor > 1 or re.search("[万亿]|illion|thousand", match["number"]) is not None,
        spelled=not match["number"][0].isdecimal(),
    )


def _range(flat: str, match: re.Match[str]) -> Numeral | None:
    high = _single(flat, match)
    low = _low_end(match)
    if high is None or low is None:
        return None
    upper = high.value if high.upper is None else high.upper
    glued = _is_glued(flat, match.start())
    return replace(high, start=match.start(), value=low, upper=upper, rough=True, glued=glued)


def _is_range(flat: str, match: re.Match[str]) -> bool:
    """Return whether this is one figure such as 10-20亿, and not two that stand side by side."""
    if match["low"] is None or _MOVE.search(flat, max(0, match.start() - 12), match.start()):
        return False
    before = max(0, match.start() - 16), match.start()
    if match["joiner"].strip().startswith("and") and not _BETWEEN.search(flat, *before):
        return False
    low, read = _low_end(match), _read(match["number"])
    return low is not None and read is not None and low < read[0] * _factor(match["scale"])


def _low_end(match: re.Match[str]) -> Decimal | None:
    low = _read(match["low"])
    factor = _factor(match["low_scale"] or match["scale"])
    return None if low is None else whole(low[0] * factor)


def _is_glued(flat: str, start: int) -> bool:
    before = flat[max(0, start - 2) : start]
    return re.search(r"[A-Za-z_#]$|[A-Za-z\d]-$", before) is not None


def _factor(scale: str | None) -> int:
    if scale is None:
        return 1
    word = scale.strip(" -").lower()
    factors = scale_factors()
    if word in factors:
        return factors[word]
    product = 1
    for character in word:
        product *= factors[character]
    return product


@lru_cache(maxsize=4096)
def _read(numeral: str) -> tuple[Decimal, Decimal | None] | None:
    """Return the value of a numeral and the end of its range, None where it is no number."""
    if len(numeral) > MAX_NUMERAL * 2:
        return None
    if numeral[0].isdecimal():
        return _read_digits(numeral)
    if numeral[0].isascii():
        return _read_english(numeral.lower())
    return _read_chinese(numeral)


def _read_digits(numeral: str) -> tuple[Decimal, None] | None:
    parts = re.findall(r"(\d[\d,.]*) ?([百千万亿]*)", numeral)
    if any(len(number) > MAX_NUMERAL for number, _ in parts):
        return None
    values = [Decimal(number.replace(",", "")) * _factor(scale or None) for number, scale in parts]
    return sum(values, Decimal(0)), None


def _read_english(numeral: str) -> tuple[Decimal, Decimal | None] | None:
    if numeral.endswith(" of"):
        unit = Decimal(1)
        for word in numeral.removesuffix(" of").split(" of "):
            unit *= EN_VAGUE[word]
        return unit, unit * 10
    words = re.sub(r"^half an? |^an? ", "", numeral)
    dozens = 12 if words.endswith("dozen") else 1
    words = words.removesuffix("dozen").strip()
    value = _spelled_number(words) if words else Decimal(1)
    halves = Decimal("0.5") if numeral.startswith("half") else Decimal(1)
    return None if value is None else (value * dozens * halves, None)


def _spelled_number(words: str) -> Decimal | None:
    from text_to_num import text2num

    try:
        return Decimal(text2num(words, "en"))
    except ValueError:  # such as "two two"
        return None


def _read_chinese(numeral: str) -> tuple[Decimal, Decimal | None] | None:
    if numeral[0] in "几数":
        value = _chinese_number("一" + numeral[1:])
        return None if value is None else (value, value * 10)
    pair = _approximate_pair(numeral)
    if pair is None:
        value = _chinese_number(numeral)
        return None if value is None else (value, None)
    low, high = (_chinese_number(part) for part in pair)
    return None if low is None or high is None else (low, high)


def _approximate_pair(numeral: str) -> tuple[str, str] | None:
    """Return 两千万 and 三千万 for 两三千万; digits that follow one another are a range."""
    runs = re.findall(f"[{ZH_DIGITS}]{{2,}}", numeral)
    if len(runs) != 1 or len(runs[0]) != 2 or "〇" in runs[0]:
        return None
    first, second = ("零一二三四五六七八九".find(c) for c in runs[0].replace("两", "二"))
    if first < 1 or (second != first + 1 and runs[0] != "三五"):
        return None
    return numeral.replace(runs[0], runs[0][0]), numeral.replace(runs[0], runs[0][1])


def _chinese_number(numeral: str) -> Decimal | None:
    if numeral[0] in "百千万亿兆佰仟":
        numeral = "一" + numeral
    point = re.fullmatch(r"(.*点\D*?)([万亿]*)", numeral)
    if point is not None and point[2]:
        value = _cn2an(point[1])
        return None if value is None else value * _factor(point[2])
    return _cn2an(numeral)


def _cn2an(numeral: str) -> Decimal | None:
    from cn2an import cn2an  # takes some 100 ms to import

    try:
        return Decimal(str(cn2an(numeral, "normal")))
    except (
        ValueError,
        KeyError,
    ):  # such as 一千万一百万; KeyError is how cn2an trips over 万一千万
        return None


def whole(value: Decimal) -> Decimal:
    """Return `value` without idle zeros behind the point or an exponent."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
