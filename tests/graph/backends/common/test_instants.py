from datetime import UTC, datetime

import pytest

from graph.backends.common.instants import instant, seconds


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2024-03", datetime(2024, 3, 1, tzinfo=UTC)),
        ("2024-03-19", datetime(2024, 3, 19, tzinfo=UTC)),
        ("2024-03-19T08:30", datetime(2024, 3, 19, 8, 30, tzinfo=UTC)),
        ("2024-03-19T08:30:00Z", datetime(2024, 3, 19, 8, 30, tzinfo=UTC)),
        ("2024-03-19T08:30:00+08:00", datetime(2024, 3, 19, 0, 30, tzinfo=UTC)),
        ("1969-12-31", datetime(1969, 12, 31, tzinfo=UTC)),
    ],
)
def test_a_date_begins_at_an_instant(text: str, moment: datetime) -> None:
    assert instant(text) == seconds(moment)


@pytest.mark.parametrize("text", [None, "", "昨天", "2024-13", "20", "2024-02-30", "now"])
def test_what_is_no_date_has_no_instant(text: str | None) -> None:
    assert instant(text) is None


def test_a_time_without_a_zone_counts_as_utc() -> None:
    assert seconds(datetime(2024, 3, 19, 8)) == seconds(datetime(2024, 3, 19, 8, tzinfo=UTC))
