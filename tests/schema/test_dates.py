from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.dates import PartialDate, find_dates, parse_date
from schema.errors import DateError
from schema.numbers import Bound

PUBLISHED = date(2024, 11, 13)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年3月", "2024-03"),
        ("2024 年 3 月 19 日", "2024-03-19"),
        ("２０２４年３月", "2024-03"),
        ("二〇二四年三月", "2024-03"),
        ("24年3月", "2024-03"),
        ("2024年度", "2024"),
        ("2024-03-19", "2024-03-19"),
        ("2024/3/19", "2024-03-19"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("October 18, 2024", "2024-10-18"),
        ("18 Oct 2024", "2024-10-18"),
        ("18th of October 2024", "2024-10-18"),
        ("Sept. 5, 2023", "2023-09-05"),
        ("March 2024", "2024-03"),
    ],
)
def test_a_whole_date_needs_no_day_to_reckon_from(text: str, iso: str) -> None:
    assert parse_date(text).iso == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("8月3日", "2024-08-03"),
        ("8 月 3 日", "2024-08-03"),
        ("八月三日", "2024-08-03"),
        ("12月25日", "2024-12-25"),
        ("1月5日", "2025-01-05"),
        ("二月二十九日", "2024-02-29"),
        ("今年6月", "2024-06"),
        ("去年", "2023"),
        ("去年5月", "2023-05"),
        ("前年", "2022"),
        ("本月", "2024-11"),
        ("上月", "2024-10"),
        ("昨日", "2024-11-12"),
        ("今日", "2024-11-13"),
        ("周二", "2024-11-12"),
        ("上周二", "2024-11-05"),
        ("下周一", "2024-11-18"),
        ("August 3", "2024-08-03"),
        ("3rd of August", "2024-08-03"),
        ("in August", "2024-08"),
        ("last March", "2024-03"),
        ("next March", "2025-03"),
        ("last year", "2023"),
        ("earlier this year", "2024"),
        ("this month", "2024-11"),
        ("last month", "2024-10"),
        ("yesterday", "2024-11-12"),
        ("today", "2024-11-13"),
        ("Tuesday", "2024-11-12"),
        ("Wednesday", "2024-11-13"),
        ("last Wednesday", "2024-11-06"),
        ("next Friday", "2024-11-15"),
    ],
)
def test_a_relative_date_is_reckoned_from_publication(text: str, iso: str) -> None:
    assert parse_date(text, published=PUBLISHED).iso == iso
    with pytest.raises(DateError, match="publication"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "year", "period"),
    [
        ("2025年上半年", 2025, "H1"),
        ("上半年", 2024, "H1"),
        ("第三季度", 2024, "Q3"),
        ("三季度", 2024, "Q3"),
        ("2024年1-6月", 2024, "H1"),
        ("去年第四季度", 2023, "Q4"),
        ("H1 2025", 2025, "H1"),
        ("1H25", 2025, "H1"),
        ("Q3", 2024, "Q3"),
        ("Q3'24", 2024, "Q3"),
        ("2024Q3", 2024, "Q3"),
        ("the third quarter of 2024", 2024, "Q3"),
        ("second half of last year", 2023, "H2"),
    ],
)
def test_a_period_is_kept_beside_the_year(text: str, year: int, period: str) -> None:
    found = parse_date(text, published=PUBLISHED)
    assert (found.year, found.period, found.iso) == (year, period, str(year))


@pytest.mark.parametrize(
    ("text", "iso", "bound"),
    [
        ("2023年初", "2023", Bound.APPROXIMATE),
        ("年底", "2024", Bound.APPROXIMATE),
        ("去年底", "2023", Bound.APPROXIMATE),
        ("2019年以来", "2019", Bound.LOWER),
        ("2025年底前", "2025", Bound.UPPER),
        ("late 2023", "2023", Bound.APPROXIMATE),
        ("early March 2024", "2024-03", Bound.APPROXIMATE),
        ("since 2019", "2019", Bound.LOWER),
        ("by 2030", "2030", Bound.UPPER),
    ],
)
def test_a_vague_or_open_date_says_so(text: str, iso: str, bound: Bound) -> None:
    found = parse_date(text, published=PUBLISHED)
    assert (found.iso, found.bound) == (iso, bound)


@pytest.mark.parametrize(
    ("found", "start", "end"),
    [
        (PartialDate(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (PartialDate(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (PartialDate(2024, 3, 19), date(2024, 3, 19), date(2024, 3, 19)),
        (PartialDate(2025, period="H1"), date(2025, 1, 1), date(2025, 6, 30)),
        (PartialDate(2024, period="Q3"), date(2024, 7, 1), date(2024, 9, 30)),
    ],
)
def test_a_date_knows_its_first_and_last_day(found: PartialDate, start: date, end: date) -> None:
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "text", ["", "2024年13月", "2月30日", "3个月", "88", "公司", "soon", "W12"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text, published=PUBLISHED)


@pytest.mark.parametrize("parts", [(2023, 2, 29), (2024, 13, None), (2024, None, 3)])
def test_a_day_that_never_was_is_refused(parts: tuple[int, int | None, int | None]) -> None:
    with pytest.raises(DateError):
        PartialDate(*parts)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("北京时间 8 月 3 日，公司宣布", {"8 月 3 日": "2024-08-03"}),
        ("2023年A轮融资，3月完成", {"2023年": "2023", "3月": "2024-03"}),
        ("2023年3月至5月", {"2023年3月": "2023-03", "5月": "2023-05"}),
        ("In August it hired them, on Tuesday.", {"August": "2024-08", "Tuesday": "2024-11-12"}),
        ("Signed on May 5 in 2023.", {"May 5": "2024-05-05", "2023": "2023"}),
        ("Sales grew in Q3.", {"Q3": "2024"}),
    ],
)
def test_dates_are_found_in_running_text(text: str, quoted: dict[str, str]) -> None:
    found = find_dates(text, published=PUBLISHED)
    assert {text[start:end]: hit.iso for start, end, hit in found} == quoted


@pytest.mark.parametrize(
    "text",
    [
        *(
            "型号 W12",
            "第3届",
            "600519",
            "3.0版",
            "3个月",
            "12月期贷款",
            "每年3月",
            "88美元",
            "近3年",
        ),
        *("前三季度", "今日头条", "奥迪Q3", "一周三次", "2月30日"),
        *("version 3.0", "It may march", "2,000 people", "in 2000 companies", "USA Today said"),
        *("an Audi Q3", "H2 gas", "$2024"),
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_dates(text, published=PUBLISHED) == []


def test_relative_dates_are_skipped_without_a_day_of_publication() -> None:
    assert find_dates("去年5月, last year, 8月3日, Tuesday") == []


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_reads_back_in_both_languages(day: date) -> None:
    english = f"{day.day} {day:%B} {day.year}"
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", english):
        found = parse_date(text)
        assert (found.start, found.end, found.iso) == (day, day, day.isoformat())


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)), st.dates())
def test_a_day_without_a_year_is_near_publication(published: date, day: date) -> None:
    found = parse_date(f"{day.month}月{day.day}日", published=published)
    assert (found.month, found.day) == (day.month, day.day)
    assert (found.start - published).days <= 60
