"""Reporting times as seconds, so that dates and date-times of any zone can be compared."""

from datetime import UTC, datetime

REST_OF_DATE = {len("2024"): "-01-01", len("2024-03"): "-01"}
"""What makes a day of a year or a month, by the length of its text."""


def instant(text: str | None) -> int | None:
    """Return the second (UTC, since 1970) at which the ISO date or date-time `text` begins.

    A date counts from midnight, a month from its first day, and a time without a zone as UTC.
    What is no ISO date has no instant, as an absent one.
    """
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text + REST_OF_DATE.get(len(text), ""))
    except ValueError:
        return None
    return seconds(moment)


def seconds(moment: datetime) -> int:
    """Return `moment` in seconds since 1970, a time without a zone being UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return int(aware.timestamp())
