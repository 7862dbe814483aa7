"""A date as precise as its text: a year, a half, a quarter, a month or a day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from schema.errors import DateError
from schema.numbers import Bound

Period = Literal["H1", "H2", "Q1", "Q2", "Q3", "Q4"]
PERIODS: tuple[Period, ...] = get_args(Period)
# The first and the last month of each.
_MONTHS: dict[Period, tuple[int, int]] = {
    "H1": (1, 6),
    "H2": (7, 12),
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, with a half or quarter, a month, or a month and a day where the text has them.

    `bound` is LOWER for "since 2019", UPPER for "by 2030", APPROXIMATE for "late 2023".

    Raises:
        DateError: There is no such date.
    """

    year: int
    month: int | None = None
    day: int | None = None
    period: Period | None = None
    bound: Bound = Bound.EXACT

    def __post_init__(self) -> None:
        if self.period is not None and (self.month is not None or self.period not in PERIODS):
            raise DateError(f"no date has the period {self.period!r} and month {self.month!r}")
        if self.day is not None and self.month is None:
            raise DateError(f"the day {self.day!r} needs a month")
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            parts = self.year, self.month, self.day
            raise DateError(f"no day has the year, month and day {parts!r}") from error

    @property
    def iso(self) -> str:
        """The date in ISO 8601, as precise as it can be: 2024, 2024-03 or 2024-03-19."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def start(self) -> date:
        """The first day that it may be."""
        first = self.month or (_MONTHS[self.period][0] if self.period is not None else 1)
        return date(self.year, first, self.day or 1)

    @property
    def end(self) -> date:
        """The last day that it may be, included."""
        last = self.month or (_MONTHS[self.period][1] if self.period is not None else 12)
        return date(self.year, last, self.day or monthrange(self.year, last)[1])

    def __str__(self) -> str:
        return self.iso


def period_of(first: int, last: int) -> Period | None:
    """Return the period that runs from one month through another, None where there is none."""
    return next((period for period, months in _MONTHS.items() if months == (first, last)), None)
