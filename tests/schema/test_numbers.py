from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.errors import NumberError
from schema.numbers import Bound, find_quantities, parse_number

EXACT, LOWER, UPPER, APPROXIMATE = Bound.EXACT, Bound.LOWER, Bound.UPPER, Bound.APPROXIMATE


@pytest.mark.parametrize(
    ("text", "value", "bound", "upper"),
    [
        ("1,200", "1200", EXACT, None),
        ("１，２００", "1200", EXACT, None),
        ("1,00,000", "100000", EXACT, None),
        ("十二亿", "1200000000", EXACT, None),
        ("三点五亿", "350000000", EXACT, None),
        ("1亿2000万", "120000000", EXACT, None),
        ("一万二", "12000", EXACT, None),
        ("3.1万多", "31000", LOWER, None),
        ("萬餘", "10000", LOWER, None),
        ("上百", "100", LOWER, None),
        ("近20", "20", APPROXIMATE, None),
        ("不超过300", "300", UPPER, None),
        ("两三千万", "20000000", APPROXIMATE, "30000000"),
        ("十七八", "17", APPROXIMATE, "18"),
        ("十几", "10", APPROXIMATE, "20"),
        ("数千万", "10000000", APPROXIMATE, "100000000"),
        ("10-20亿", "1000000000", APPROXIMATE, "2000000000"),
        ("twenty-five", "25", EXACT, None),
        ("two hundred and five", "205", EXACT, None),
        ("half a billion", "500000000", EXACT, None),
        ("a dozen", "12", EXACT, None),
        ("3,000 crore", "30000000000", EXACT, None),
        ("more than two hundred", "200", LOWER, None),
        ("100+", "100", LOWER, None),
        ("some 620", "620", APPROXIMATE, None),
        ("up to 50", "50", UPPER, None),
        ("tens of thousands of", "10000", APPROXIMATE, "100000"),
        ("two or three", "2", APPROXIMATE, "3"),
    ],
)
def test_a_number_keeps_its_value_and_bound(
    text: str, value: str, bound: Bound, upper: str | None
) -> None:
    number = parse_number(text)
    assert (number.value, number.bound) == (Decimal(value), bound)
    assert number.upper == (None if upper is None else Decimal(upper))


@pytest.mark.parametrize("text", ["", "公司", "firms", "W12", "3.0.1", "一两家", "100家", "$5"])
def test_what_is_no_number_is_refused_by_name(text: str) -> None:
    with pytest.raises(NumberError, match="no number"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "quoted", "value", "bound", "unit"),
    [
        ("镇上有100余家企业", "100余家企业", 100, LOWER, "firms"),
        ("3.1万多家商户入驻", "3.1万多家", 31000, LOWER, "firms"),
        ("吸引了上百家供应商", "上百家", 100, LOWER, "firms"),
        ("超过了200户企业", "超过了200户企业", 200, LOWER, "firms"),
        ("逾百戶企業", "逾百戶企業", 100, LOWER, "firms"),
        ("团队近20人", "近20人", 20, APPROXIMATE, "people"),
        ("约1.2万名员工", "约1.2万名员工", 12000, APPROXIMATE, "people"),
        ("300人左右", "300人左右", 300, APPROXIMATE, "people"),
        ("年产10万吨", "10万吨", 100000, EXACT, "吨"),
        ("It has 1,200 employees.", "1,200 employees", 1200, EXACT, "people"),
        ("more than 100 firms came", "more than 100 firms", 100, LOWER, "firms"),
        ("some 620 people", "some 620 people", 620, APPROXIMATE, "people"),
        ("up to 50 Chinese companies", "up to 50 Chinese companies", 50, UPPER, "firms"),
        ("over 3 million workers", "over 3 million workers", 3000000, LOWER, "people"),
        ("dozens of suppliers", "dozens of suppliers", 12, APPROXIMATE, "firms"),
        ("sold 50,000 vehicles", "50,000 vehicles", 50000, EXACT, "vehicles"),
    ],
)
def test_a_count_is_found_with_what_it_counts(
    text: str, quoted: str, value: int, bound: Bound, unit: str
) -> None:
    [(start, end, count)] = find_quantities(text)
    assert text[start:end] == quoted
    assert (int(count.value), count.bound, count.unit) == (value, bound, unit)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "型号 W12",
            "第3届",
            "600519",
            "3.0版",
            "一家公司",
            "10亿人民币",
            "100家门店",
            "统一企业",
        ),
        *("第3家公司", "5人均", "两人加入"),
        *(
            "W12 people",
            "one company",
            "top 10 companies",
            "in 2024 companies spent",
            "version 3.0",
        ),
        *("5 of the companies", "No. 3 firms"),
    ],
)
def test_what_counts_no_firms_or_people_is_left_alone(text: str) -> None:
    assert find_quantities(text) == []


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_and_plain_digits_are_one_number(number: int) -> None:
    assert parse_number(f"{number:,}") == parse_number(str(number))
    assert parse_number(str(number)).value == number


@given(st.text(alphabet="0123456789.,-一二三十百千万亿几数多余近约家人 $aon"))
def test_any_run_of_signs_is_read_or_left_alone(text: str) -> None:
    spans = [(start, end) for start, end, _ in find_quantities(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
