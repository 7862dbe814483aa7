"""Finds sums, dates, shares and counts of an article once, for all who ask for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.lexicon import Language
from schema.dates import PartialDate, find_dates
from schema.money import Money, find_money
from schema.numbers import Quantity, find_quantities
from schema.shares import Share, find_shares

Found = Money | PartialDate | Share | Quantity


@dataclass(frozen=True, slots=True)
class Value:
    """What characters `start` to `end` of an article are worth."""

    start: int
    end: int
    worth: Found

    @property
    def label(self) -> str:
        """MONEY, DATE, SHARE or QUANTITY."""
        match self.worth:
            case Money():
                return "MONEY"
            case PartialDate():
                return "DATE"
            case Share():
                return "SHARE"
            case Quantity():
                return "QUANTITY"


def find_values(text: str, language: Language, *, published: date | None) -> list[Value]:
    """Return the values of a text in order; a sum of money is not also counted as a quantity."""
    default = "CNY" if language == "zh" else None
    found = [
        *(Value(*hit) for hit in find_money(text, default_currency=default)),
        *(Value(*hit) for hit in find_dates(text, published=published)),
        *(Value(*hit) for hit in find_shares(text)),
        *(Value(*hit) for hit in find_quantities(text)),
    ]
    return list(_without_overlaps(found))


def _without_overlaps(found: list[Value]) -> Iterator[Value]:
    end = -1
    for value in sorted(found, key=lambda value: (value.start, -value.end)):
        if value.start >= end:
            yield value
            end = value.end


def within(values: list[Value], start: int, end: int) -> list[Value]:
    """Return the values that lie between two places."""
    return [value for value in values if start <= value.start and value.end <= end]
