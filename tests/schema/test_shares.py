from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.errors import ShareError
from schema.numbers import Bound
from schema.shares import Share, find_shares, parse_share

EXACT, LOWER, UPPER, APPROXIMATE = Bound.EXACT, Bound.LOWER, Bound.UPPER, Bound.APPROXIMATE


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("51.5％", "0.515", EXACT),
        ("三成", "0.3", EXACT),
        ("3成", "0.3", EXACT),
        ("三成五", "0.35", EXACT),
        ("三成半", "0.35", EXACT),
        ("百分之二十", "0.2", EXACT),
        ("百分之三点五", "0.035", EXACT),
        ("三分之二", "0.666667", EXACT),
        ("半数", "0.5", EXACT),
        ("全部股权", "1", EXACT),
        ("七成以上", "0.7", LOWER),
        ("三成多", "0.3", LOWER),
        ("过半", "0.5", LOWER),
        ("過半數", "0.5", LOWER),
        ("近两成", "0.2", APPROXIMATE),
        ("不超过30%", "0.3", UPPER),
        ("51%", "0.51", EXACT),
        ("100%", "1", EXACT),
        ("26 per cent", "0.26", EXACT),
        ("two thirds", "0.666667", EXACT),
        ("two-thirds", "0.666667", EXACT),
        ("a third", "0.333333", EXACT),
        ("three quarters", "0.75", EXACT),
        ("half", "0.5", EXACT),
        ("majority", "0.5", LOWER),
        ("more than 26 percent", "0.26", LOWER),
        ("over half", "0.5", LOWER),
        ("about a third", "0.333333", APPROXIMATE),
        ("up to 49.9%", "0.499", UPPER),
    ],
)
def test_a_share_keeps_its_value_and_bound(text: str, value: str, bound: Bound) -> None:
    assert parse_share(text) == Share(Decimal(value), bound)


@pytest.mark.parametrize("text", ["", "150%", "-5%", "3成员", "成立", "third", "5", "two people"])
def test_what_is_no_share_is_refused_by_name(text: str) -> None:
    with pytest.raises(ShareError, match="no share"):
        parse_share(text)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("持股超过51%，七成员工留任", ["超过51%", "七成"]),
        ("收购全资子公司，增长19.2%", ["全资", "19.2%"]),
        ("转让三分之一股权，占20%-30%", ["三分之一", "20%", "30%"]),
        ("bought a majority stake of 51%", ["a majority", "51%"]),
        ("a quarter of its staff and half of the shares", ["a quarter", "half"]),
        ("a wholly owned subsidiary with over 60 percent", ["wholly owned", "over 60 percent"]),
    ],
)
def test_shares_are_found_in_running_text(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end, _ in find_shares(text)] == quoted


@pytest.mark.parametrize(
    "text",
    [
        *("型号 W12", "第3届", "600519", "3.0版", "三成立", "3成员国", "3个百分点", "下降-5%"),
        *("增长150%", "通过半年报", "安全资产", "第三成"),
        *("a third party", "majority leader", "second quarter", "W12%", "3 percentage points"),
        *("the first half of the year", "up 150%"),
    ],
)
def test_what_is_no_share_is_left_alone(text: str) -> None:
    assert find_shares(text) == []


@given(st.decimals(min_value=0, max_value=100, places=2, allow_nan=False))
def test_every_percentage_reads_back(percent: Decimal) -> None:
    for text in (f"{percent}%", f"百分之{percent}", f"{percent} per cent"):
        assert parse_share(text).value == percent / 100


@given(st.text(alphabet="0123456789.%-成半过近百分之三五两 athirdofw"))
def test_shares_lie_between_nothing_and_all(text: str) -> None:
    assert all(0 <= share.value <= 1 for _, _, share in find_shares(text))
