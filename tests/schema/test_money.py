from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.errors import MoneyError
from schema.money import Money, find_money, parse_money
from schema.numbers import Bound

EXACT, LOWER, UPPER, APPROXIMATE = Bound.EXACT, Bound.LOWER, Bound.UPPER, Bound.APPROXIMATE


@pytest.mark.parametrize(
    ("text", "value", "currency", "bound"),
    [
        ("6.5亿美元", "650000000", "USD", EXACT),
        ("4.39 亿美元", "439000000", "USD", EXACT),
        ("1,200万元", "12000000", "CNY", EXACT),
        ("1.5 亿欧元", "150000000", "EUR", EXACT),
        ("25亿美金", "2500000000", "USD", EXACT),
        ("人民币10亿元", "1000000000", "CNY", EXACT),
        ("10亿元人民币", "1000000000", "CNY", EXACT),
        ("十二亿日元", "1200000000", "JPY", EXACT),
        ("新台幣100億元", "10000000000", "TWD", EXACT),
        ("1.2兆日元", "1200000000000", "JPY", EXACT),
        ("百亿元", "10000000000", "CNY", EXACT),
        ("3毛", "0.3", "CNY", EXACT),
        ("逾百亿元", "10000000000", "CNY", LOWER),
        ("300多亿元", "30000000000", "CNY", LOWER),
        ("10亿元以上", "1000000000", "CNY", LOWER),
        ("近800亿元", "80000000000", "CNY", APPROXIMATE),
        ("约88美元", "88", "USD", APPROXIMATE),
        ("约合人民币3.5亿元", "350000000", "CNY", APPROXIMATE),
        ("人民币约10亿元", "1000000000", "CNY", APPROXIMATE),
        ("不超过5亿港元", "500000000", "HKD", UPPER),
        ("US$650m", "650000000", "USD", EXACT),
        ("$650 million", "650000000", "USD", EXACT),
        ("€1.5 billion", "1500000000", "EUR", EXACT),
        ("RMB 3.2bn", "3200000000", "CNY", EXACT),
        ("HK$1.2bn", "1200000000", "HKD", EXACT),
        ("£412m", "412000000", "GBP", EXACT),
        ("50 billion yen", "50000000000", "JPY", EXACT),
        ("3,000 crore rupees", "30000000000", "INR", EXACT),
        ("Rs 3,000 crore", "30000000000", "INR", EXACT),
        ("650 million USD", "650000000", "USD", EXACT),
        ("500 million Hong Kong dollars", "500000000", "HKD", EXACT),
        ("half a billion dollars", "500000000", "USD", EXACT),
        ("more than $650 million", "650000000", "USD", LOWER),
        ("$100m+", "100000000", "USD", LOWER),
        ("nearly US$1bn", "1000000000", "USD", APPROXIMATE),
        ("some 300 million yuan", "300000000", "CNY", APPROXIMATE),
        ("up to €20m", "20000000", "EUR", UPPER),
    ],
)
def test_a_sum_keeps_its_value_currency_and_bound(
    text: str, value: str, currency: str, bound: Bound
) -> None:
    assert parse_money(text) == Money(Decimal(value), currency, bound)


@pytest.mark.parametrize(
    ("text", "value", "upper", "currency"),
    [
        ("两三千万元", "20000000", "30000000", "CNY"),
        ("三四毛钱", "0.3", "0.4", "CNY"),
        ("数千万美元", "10000000", "100000000", "USD"),
        ("10-20亿元", "1000000000", "2000000000", "CNY"),
        ("$2-$3 billion", "2000000000", "3000000000", "USD"),
        ("$2 to $3 billion", "2000000000", "3000000000", "USD"),
        ("hundreds of millions of dollars", "100000000", "1000000000", "USD"),
    ],
)
def test_a_range_keeps_both_ends(text: str, value: str, upper: str, currency: str) -> None:
    assert parse_money(text) == Money(Decimal(value), currency, APPROXIMATE, Decimal(upper))


@pytest.mark.parametrize(
    ("text", "default", "currency"),
    [
        ("逾百亿", "CNY", "CNY"),
        ("1.5 billion", "EUR", "EUR"),
        ("5亿元", "TWD", "TWD"),
        ("5亿元", "USD", "CNY"),
        ("$5bn", "HKD", "HKD"),
        ("US$5bn", "HKD", "USD"),
        ("¥5bn", "CNY", "CNY"),
        ("¥5bn", None, "JPY"),
        ("5亿美元", "CNY", "USD"),
    ],
)
def test_a_default_settles_only_what_the_text_leaves_open(
    text: str, default: str | None, currency: str
) -> None:
    assert parse_money(text, default_currency=default).currency == currency


@pytest.mark.parametrize(
    ("text", "currency"),
    [("售价¥500万", "CNY"), ("It paid ¥5bn", "JPY"), ("¥5bn, or five billion yuan", "CNY")],
)
def test_the_text_says_whether_the_sign_is_yen_or_yuan(text: str, currency: str) -> None:
    assert find_money(text)[0][2].currency == currency


@pytest.mark.parametrize("text", ["", "逾百亿", "1,200万", "亿元", "$", "dollars", "51%", "100人"])
def test_what_is_no_sum_is_refused_by_name(text: str) -> None:
    with pytest.raises(MoneyError, match="no sum of money"):
        parse_money(text)


def test_an_unknown_default_currency_is_refused() -> None:
    with pytest.raises(MoneyError, match="'XYZ'"):
        parse_money("5亿", default_currency="XYZ")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("以每股88美元的价格，共25 亿美元。", ["88美元", "25 亿美元"]),
        ("投资超过了10亿元（约合1.4亿美元）", ["超过了10亿元", "约合1.4亿美元"]),
        ("从5亿元增长到8亿元", ["5亿元", "8亿元"]),
        ("签约10亿元", ["10亿元"]),
        ("It fetched $88 a share, or about HK$16bn.", ["$88", "about HK$16bn"]),
        ("rose from $2bn to $3bn", ["$2bn", "$3bn"]),
        ("The $500 million deal (欧元2亿)", ["$500 million", "欧元2亿"]),
        ("He paid 5亿美元 and £3m.", ["5亿美元", "£3m"]),
    ],
)
def test_sums_are_found_in_running_text(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end, _ in find_money(text)] == quoted


@pytest.mark.parametrize(
    "text",
    [
        *("型号 W12", "第3届", "600519", "3.0版", "3.0元宇宙", "10元素", "单位：万元", "20亿用户"),
        *("三块屏幕", "100万辆", "营收20亿"),
        *("W12 500", "AMD 500", "TOP 10 million", "5 won awards", "5 real estate firms"),
        *("1.5 billion people", "version 3.0"),
    ],
)
def test_what_is_no_sum_is_left_alone(text: str) -> None:
    assert find_money(text) == []


def test_a_bare_sum_needs_a_default_and_nothing_counted_behind_it() -> None:
    text = "营收20亿，用户20亿人，产值300多亿。It made 1.5 billion. It has 1.5 billion users."
    found = [text[start:end] for start, end, _ in find_money(text, default_currency="CNY")]
    assert found == ["20亿", "300多亿", "1.5 billion"]


@given(
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False),
    st.sampled_from(["US$", "HK$", "€", "£", "RMB ", "NT$"]),
)
def test_a_sign_before_the_number_reads_back(value: Decimal, sign: str) -> None:
    assert parse_money(f"{sign}{value:,}").value == value


@given(st.text(alphabet="0123456789.,-十百万亿多近约元美块 $€bnmUSRMBaoft人民币"))
def test_sums_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    spans = [(start, end) for start, end, _ in find_money(text, default_currency="CNY")]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
