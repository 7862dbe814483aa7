"""The time that goes on record."""

from datetime import UTC, datetime


def now() -> str:
    """Return this second in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
