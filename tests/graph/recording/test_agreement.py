from decimal import Decimal

import pytest

from graph.recording.agreement import (
    dates_agree,
    dates_compatible,
    days_apart,
    sums_agree,
    sums_compatible,
    sums_contradict,
)
from schema.money import Money
from schema.numbers import Bound


def yuan(value: int, bound: Bound = Bound.EXACT, upper: int | None = None) -> Money:
    return Money(Decimal(value), "CNY", bound, None if upper is None else Decimal(upper))


@pytest.mark.parametrize(
    ("left", "right", "agree", "compatible"),
    [
        ("2024", "2024-03-19", True, True),
        ("2024-03", "2024-04-30", False, True),
        ("2024-03-19", "2024-05-03", False, True),
        ("2024-03-19", "2024-05-04", False, False),
        ("2023", "2024", False, False),
        ("2023", "2024-01-01", False, False),
        ("2024-03-19", "2024-13-40", False, False),
    ],
)
def test_dates(left: str, right: str, agree: bool, compatible: bool) -> None:
    assert dates_agree(left, right) is dates_agree(right, left) is agree
    assert dates_compatible(left, right) is dates_compatible(right, left) is compatible


@pytest.mark.parametrize(
    ("left", "right", "days"),
    [("2024-03", "2024-03-19", 0), ("2024-03-19", "2024-03-21", 2), ("2024-02", "2024-03", 1)],
)
def test_days_between_dates(left: str, right: str, days: int) -> None:
    assert days_apart(left, right) == days_apart(right, left) == days


@pytest.mark.parametrize(
    ("left", "right", "agree", "compatible"),
    [
        (yuan(100), yuan(101), True, True),
        (yuan(100), yuan(104), False, True),
        (yuan(100), yuan(106), False, False),
        (yuan(100, Bound.LOWER), yuan(140), True, True),
        (yuan(100, Bound.LOWER), yuan(200), False, False),
        (yuan(100, Bound.UPPER), yuan(80), True, True),
        (yuan(100, Bound.UPPER), yuan(50), False, False),
        (yuan(100, Bound.APPROXIMATE), yuan(105), True, True),
        (yuan(100, upper=200), yuan(150), True, True),
    ],
)
def test_sums(left: Money, right: Money, agree: bool, compatible: bool) -> None:
    assert sums_agree(left, right) is sums_agree(right, left) is agree
    assert sums_contradict(left, right) is not agree
    assert sums_compatible(left, right) is sums_compatible(right, left) is compatible


def test_sums_in_two_currencies_neither_agree_nor_contradict() -> None:
    dollars = Money(Decimal(100), "USD")
    assert not sums_agree(yuan(100), dollars)
    assert not sums_contradict(yuan(100), dollars)
    assert sums_compatible(yuan(100), dollars)
