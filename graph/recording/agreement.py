"""When two stated values agree, may be one, or contradict: dates, sums, shares and figures."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from schema.money import Money
from schema.numbers import Bound

NEAR_DAYS = 45
"""Dates of one deal lie at most this far apart: talks, announcement and signing differ."""

NEAR_SUM = Decimal("0.05")
"""Sums of one deal differ by no more than this fraction: they are rounded and converted."""

SAME_SUM = Decimal("0.01")
"""Values that differ by no more than this fraction are told alike; more is a contradiction."""

APPROXIMATE = Decimal("0.05")
"""How far off "about" may be, either way, beside what is allowed anyway."""

FAR = Decimal("1.5")
""""More than 100" is said of what is at most so many times as much, "less than" likewise."""

YEAR = 4
"""The length of a date that gives the year alone."""


def dates_agree(left: str, right: str) -> bool:
    """Tell whether one date is the other, told more exactly or just so."""
    return left.startswith(right) or right.startswith(left)


def dates_compatible(left: str, right: str) -> bool:
    """Tell whether both may be dates of one deal: a year only agrees with itself."""
    if dates_agree(left, right):
        return True
    spans = _days(left), _days(right)
    if YEAR in (len(left), len(right)) or spans[0] is None or spans[1] is None:
        return False
    (start, end), (other_start, other_end) = spans[0], spans[1]
    return max((other_start - end).days, (start - other_end).days) <= NEAR_DAYS


def days_apart(left: str, right: str) -> int:
    """Return how many days lie between two dates at least, 0 where they may be one."""
    spans = _days(left), _days(right)
    if dates_agree(left, right) or spans[0] is None or spans[1] is None:
        return 0
    (start, end), (other_start, other_end) = spans[0], spans[1]
    return max((other_start - end).days, (start - other_end).days, 0)


def sums_agree(left: Money, right: Money) -> bool:
    """Tell whether two sums are told alike, as exactly as each is told."""
    return left.currency == right.currency and _overlap(left, right, SAME_SUM)


def sums_contradict(left: Money, right: Money) -> bool:
    """Tell whether two sums cannot be told alike; those in two currencies never contradict."""
    return left.currency == right.currency and not _overlap(left, right, SAME_SUM)


def sums_compatible(left: Money, right: Money) -> bool:
    """Tell whether two sums may be that of one deal."""
    return left.currency != right.currency or _overlap(left, right, NEAR_SUM)


def figures_agree(left: Decimal, right: Decimal) -> bool:
    """Tell whether two figures differ by no more than a hundredth of the larger."""
    return abs(left - right) <= SAME_SUM * max(abs(left), abs(right))


def _overlap(left: Money, right: Money, slack: Decimal) -> bool:
    (low, high), (other_low, other_high) = _range(left), _range(right)
    allowed = slack * max(high, other_high)
    return low - allowed <= other_high and other_low - allowed <= high


def _range(money: Money) -> tuple[Decimal, Decimal]:
    upper = money.value if money.upper is None else money.upper
    match money.bound:
        case Bound.LOWER:
            return money.value, max(upper, money.value * FAR)
        case Bound.UPPER:
            return money.value / FAR, upper
        case Bound.APPROXIMATE:
            return money.value * (1 - APPROXIMATE), upper * (1 + APPROXIMATE)
    return money.value, upper


def _days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that an ISO date may mean."""
    parts = text[:10].split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "0", "0")[:3])
        last = month or 12
        return (
            date(year, month or 1, day or 1),
            date(year, last, day or monthrange(year, last)[1]),
        )
    except ValueError:
        return None
