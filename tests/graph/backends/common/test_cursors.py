import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.backends.common.cursors import make_cursor, read_cursor
from schema.errors import CursorError

KEYS = st.lists(st.none() | st.integers() | st.floats(allow_nan=False) | st.text(), min_size=1)


@given(KEYS)
def test_a_cursor_gives_back_the_key_it_was_made_of(key: list[str | int | float | None]) -> None:
    cursor = make_cursor("scope", *key)
    assert read_cursor("scope", cursor, len(key)) == tuple(key)
    assert cursor.isascii()
    assert not set(cursor) & set("+/=")


@pytest.mark.parametrize("place", range(4))
def test_a_changed_cursor_is_refused(place: int) -> None:
    cursor = make_cursor("scope", "宁德时代", 7)
    at = place * (len(cursor) - 1) // 3
    changed = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
    with pytest.raises(CursorError):
        read_cursor("scope", changed, 2)


@pytest.mark.parametrize("cursor", ["", "x", "====", "不是", "\ud800", "Zm9v", "a b", "A" * 5000])
def test_what_is_no_cursor_is_refused_and_shown(cursor: str) -> None:
    with pytest.raises(CursorError) as caught:
        read_cursor("scope", cursor, 1)
    assert repr(cursor) in str(caught.value)


def test_a_cursor_of_another_scope_or_size_is_refused() -> None:
    cursor = make_cursor("articles", "a")
    with pytest.raises(CursorError, match="deals"):
        read_cursor("deals", cursor, 1)
    with pytest.raises(CursorError):
        read_cursor("articles", cursor, 2)
