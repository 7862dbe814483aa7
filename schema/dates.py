"""Finds dates in Chinese and English text and settles them against the publication date."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from schema.date_patterns import MONTHS, WEEKDAYS, date_patterns
from schema.errors import DateError
from schema.numbers import Bound
from schema.numerals import ZH_DIGITS
from schema.partial_dates import PERIODS, PartialDate, Period, period_of
from schema.script import plain

__all__ = ["PERIODS", "PartialDate", "Period", "find_dates", "parse_date"]

# A day without a year may lie this far after publication: "the fair opens on 3 August".
AHEAD = timedelta(days=60)
_CENTURY = 2000
_BEFORE_A_DATE = re.compile(r"(?:in |on |during )?(?:the )?", re.IGNORECASE)


def parse_date(text: str, *, published: date | None = None) -> PartialDate:
    """Return the date that `text` is, such as `2024年3月`, `H1 2025` or `last March`.

    Args:
        text: The date and nothing else.
        published: The day from which `去年`, `Tuesday` or `8月3日` is reckoned.

    Raises:
        DateError: `text` is not one date, there is no such day, or it needs `published`.
    """
    flat = plain(text.strip())
    # Some dates are dates only behind a preposition: in March, in 2024.
    for phrase in (flat, f"in {flat}"):
        for hit in _hits(phrase):
            start, end = hit.span
            if end == len(phrase) and _BEFORE_A_DATE.fullmatch(phrase, 0, start):
                return hit.date(published, None)
    raise DateError(f"no date in {text!r}")


def find_dates(text: str, *, published: date | None = None) -> list[tuple[int, int, PartialDate]]:
    """Return the dates in `text` with their offsets, from left to right.

    Where dates overlap, the longest of those that begin first is kept. Without `published`,
    relative dates and days without a year are left out. So are impossible days (2月30日).
    """
    flat = plain(text)
    found: list[tuple[int, int, PartialDate]] = []
    for hit in sorted(_hits(flat), key=lambda hit: (hit.span[0], -hit.span[1])):
        start, end = hit.span
        if found and start < found[-1][1]:
            continue
        try:
            found.append((start, end, hit.date(published, _year_carried(flat, start, found))))
        except DateError:  # relative without a day to reckon from, or no such day
            continue
    return found


def _year_carried(flat: str, start: int, found: list[tuple[int, int, PartialDate]]) -> int | None:
    """Return the year of the date before, for the second in 2023年3月至5月."""
    if found and re.fullmatch(r" ?(?:[-–—~至到和、及]| to | and )+ ?", flat[found[-1][1] : start]):
        return found[-1][2].year
    return None


@dataclass(frozen=True, slots=True)
class _Hit:
    match: re.Match[str]
    read: "Callable[[_Parts], PartialDate]"

    @property
    def span(self) -> tuple[int, int]:
        return self.match.span()

    def date(self, published: date | None, year: int | None) -> PartialDate:
        parts = _Parts(self.match, published, year)
        found = self.read(parts)
        bound = parts.bound()
        return found if bound is None else replace(found, bound=bound)


def _hits(flat: str) -> Iterator[_Hit]:
    readers = _readers()
    for reader, pattern in date_patterns():
        for match in pattern.finditer(flat):
            yield _Hit(match, readers[reader])


@dataclass(frozen=True, slots=True)
class _Parts:
    """The named parts of a match, read as numbers."""

    match: re.Match[str]
    published: date | None
    carried: int | None

    def text(self, name: str) -> str | None:
        value: str | None = self.match.groupdict().get(name)
        return value

    def today(self) -> date:
        if self.published is None:
            raise DateError(f"{self.match[0]!r} needs the day of publication")
        return self.published

    def number(self, name: str) -> int | None:
        value = self.text(name)
        return None if value is None else _small_number(value)

    def month(self) -> int | None:
        name = self.text("month_name")
        return self.number("month") if name is None else MONTHS[name.lower()[:3]]

    def period(self) -> Period | None:
        return _period(self.text("period"))

    def bound(self) -> Bound | None:
        for name, bound in (
            ("since", Bound.LOWER),
            ("until", Bound.UPPER),
            ("vague", Bound.APPROXIMATE),
        ):
            if self.text(name) is not None or self.text(f"{name}_after") is not None:
                return bound
        return None

    def year(self) -> int | None:
        """Return the year that is written or meant by 今年, last year."""
        written = self.text("year")
        if written is not None:
            digits = int("".join(str(_small_number(digit)) for digit in written))
            return digits + _CENTURY if digits < 100 else digits
        shift = self.text("year_word")
        return None if shift is None else self.today().year + _YEAR_SHIFT[shift.lower()]


_YEAR_SHIFT = {
    **{"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "明年": 1, "后年": 2},
    **{"last year": -1, "this year": 0, "next year": 1, "earlier this year": 0},
    **{"later this year": 0},
}
_MONTH_SHIFT = {
    **{"上上月": -2, "上月": -1, "上个月": -1, "本月": 0, "这个月": 0, "下月": 1, "下个月": 1},
    **{"last month": -1, "this month": 0, "earlier this month": 0, "next month": 1},
    **{"later this month": 0},
}
_DAY_SHIFT = {
    **{"前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今晚": 0},
    **{"今早": 0, "明天": 1, "明日": 1, "后天": 2},
    **{"the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1},
}
_WEEK_SHIFT = {"上": -1, "本": 0, "这": 0, "下": 1}
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}


def _small_number(text: str) -> int:
    """Return a number below 100 in digits or Chinese numerals: 12, 三, 十二, 二十五."""
    if text.isdecimal():
        return int(text)
    tens, ten, units = text.partition("十")
    digit = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
    if not ten:
        return digit[tens]
    return (digit[tens] if tens else 1) * 10 + (digit[units] if units else 0)


@cache
def _period(text: str | None) -> Period | None:
    """Return H1 for 上半年, first half, 1H; Q3 for 三季度, third quarter, Q3."""
    if text is None:
        return None
    words = text.lower()
    if "半年" in words:
        return "H1" if words.startswith("上") else "H2"
    kind = "H" if "half" in words or re.search(r"h(?:\d|$)", words) else "Q"
    for ordinal, number in _ORDINALS.items():
        words = words.replace(ordinal, number)
    digit = re.search(rf"[\d{ZH_DIGITS}]", words)
    number = "1" if digit is None else str(_small_number(digit[0]))
    return next(period for period in PERIODS if period == kind + number)


def _calendar(parts: _Parts) -> PartialDate:
    """Read what has a year: 2024年3月19日, 去年5月, March 2024, H1 2025, 2025年上半年."""
    year = parts.year()
    month, period = parts.month(), parts.period()
    first = parts.number("first_month")
    if first is not None and month is not None:
        period, month = _span(parts, first, month), None
    if year is not None:
        return PartialDate(year, month, parts.number("day"), period)
    return _nearest(parts, month, parts.number("day"), period)


def _span(parts: _Parts, first: int, last: int) -> Period:
    period = period_of(first, last)
    if period is None:
        raise DateError(f"{parts.match[0]!r} is neither a quarter nor a half")
    return period


def _nearest(
    parts: _Parts, month: int | None, day: int | None, period: Period | None
) -> PartialDate:
    """Return the latest such day that is not much later than publication.

    A quarter or a half must have begun by then.
    """
    if parts.carried is not None:
        return PartialDate(parts.carried, month, day, period)
    today = parts.today()
    if month is None and period is None:  # 年底, the year's end
        return PartialDate(today.year)
    limit = today if month is None else today + AHEAD
    for year in range(limit.year, limit.year - 9, -1):  # 29 February may be eight years back
        try:
            found = PartialDate(year, month, day, period)
        except DateError:
            continue
        if found.start <= limit:
            return found
    raise DateError(f"no year has the day {parts.match[0]!r}")


def _relative_month(parts: _Parts) -> PartialDate:
    today, shift = parts.today(), _MONTH_SHIFT[parts.match["month_word"].lower()]
    months = today.year * 12 + today.month - 1 + shift
    return PartialDate(months // 12, months % 12 + 1, parts.number("day"))


def _relative_day(parts: _Parts) -> PartialDate:
    return _on(parts.today() + timedelta(days=_DAY_SHIFT[parts.match["day_word"].lower()]))


def _named_month(parts: _Parts) -> PartialDate:
    """Read "last March" as the latest that is over, "next March" as the first to come."""
    today, month = parts.today(), parts.month() or 1
    last = parts.match["which"].lower() == "last"
    year = today.year - (month >= today.month) if last else today.year + (month <= today.month)
    return PartialDate(year, month)


def _weekday(parts: _Parts) -> PartialDate:
    """Read Tuesday or 周二 as the latest one, today included; 上周二 as last week's."""
    today, which = parts.today(), (parts.text("which") or "").lower()
    day = WEEKDAYS[parts.match["weekday"].lower()]
    if which in _WEEK_SHIFT:
        monday = today - timedelta(days=today.weekday())
        return _on(monday + timedelta(days=day + 7 * _WEEK_SHIFT[which]))
    back = (today.weekday() - day) % 7
    if which == "next":
        return _on(today + timedelta(days=7 - back))
    if which == "last" and back == 0:
        back = 7
    return _on(today - timedelta(days=back))


def _on(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


@cache
def _readers() -> dict[str, Callable[[_Parts], PartialDate]]:
    return {
        "calendar": _calendar,
        "relative_month": _relative_month,
        "relative_day": _relative_day,
        "named_month": _named_month,
        "weekday": _weekday,
    }
