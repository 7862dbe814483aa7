from decimal import Decimal

import pytest

from schema.money import Money
from tests.ingest.piped import deals, read

Figure = tuple[str, str, Decimal, str, str | None]


def figures(text: str, language: str) -> set[Figure]:
    return {
        (entity.name, i.measure, i.value, i.unit, i.date)
        for entity in read(text, language).entities
        for i in entity.indicators
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "德化陶瓷产业集群2023年产值达到800亿元，企业1200家，从业人员5万人。",
            "zh",
            {
                ("德化陶瓷产业集群", "OUTPUT_VALUE", Decimal(80_000_000_000), "CNY", "2023"),
                ("德化陶瓷产业集群", "FIRMS", Decimal(1200), "firms", "2023"),
                ("德化陶瓷产业集群", "EMPLOYEES", Decimal(50_000), "people", "2023"),
            },
        ),
        (
            "Acme Motors had revenue of about $920 million in 2023.",
            "en",
            {("Acme Motors", "REVENUE", Decimal(920_000_000), "USD", "2023")},
        ),
    ],
)
def test_a_row_of_figures_has_one_subject_and_its_date(
    text: str, language: str, expected: set[Figure]
) -> None:
    assert figures(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "苏州2023年进出口总额达到2.4万亿元。",
            "zh",
            ("苏州", "TRADE_VOLUME", Decimal(2_400_000_000_000), "CNY", "2023"),
        ),
        (
            "永康是中国五金之都，全市有五金企业3000多家。",
            "zh",
            ("永康", "FIRMS", Decimal(3000), "firms", None),
        ),
        (
            "India's exports reached $400 billion in 2023.",
            "en",
            ("India", "EXPORTS", Decimal(400_000_000_000), "USD", "2023"),
        ),
    ],
)
def test_a_place_has_figures_too(text: str, language: str, expected: Figure) -> None:
    assert expected in figures(text, language)


def test_a_figure_goes_to_the_firm_of_the_sentence_before() -> None:
    found = figures("微软去年收入2000亿元。净利润700亿元。", "zh")
    assert ("微软", "PROFIT", Decimal(70_000_000_000), "CNY", None) in found


@pytest.mark.parametrize(
    ("text", "language"), [("微软有两家公司。", "zh"), ("Microsoft has two firms.", "en")]
)
def test_a_few_firms_are_not_a_count(text: str, language: str) -> None:
    assert figures(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language", "amount", "valuation"),
    [
        ("微软以6亿美元收购云帆软件，后者估值10亿美元。", "zh", 600, 1000),
        (
            "Microsoft struck a deal valued at $340 million to acquire Bolt Batteries.",
            "en",
            340,
            None,
        ),
    ],
)
def test_a_valuation_is_no_price(
    text: str, language: str, amount: int, valuation: int | None
) -> None:
    deal = read(text, language).deals[0]
    assert deal.amount == Money(Decimal(amount * 10**6), "USD")
    expected = None if valuation is None else Money(Decimal(valuation * 10**6), "USD")
    assert deal.valuation == expected


@pytest.mark.parametrize(
    "text",
    [
        "Acme Motors, which was to license Google's technology, has left.",
        "Acme Motors will license technology from Google.",
    ],
)
def test_who_licenses_the_technology_of_another_is_the_licensee(text: str) -> None:
    parties = {("LICENSOR", "Google"), ("LICENSEE", "Acme Motors")}
    assert ("LICENCE", parties) in deals(text, "en")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "可口可乐赞助了巴黎奥运会。",
            "zh",
            {("SPONSOR", "可口可乐"), ("SPONSORED", "巴黎奥运会")},
        ),
        (
            "Acme Motors is backing the Paris Olympics.",
            "en",
            {("SPONSOR", "Acme Motors"), ("SPONSORED", "Paris Olympics")},
        ),
    ],
)
def test_backing_an_event_is_sponsorship(
    text: str, language: str, expected: set[tuple[str, str]]
) -> None:
    assert ("SPONSORSHIP", expected) in deals(text, language)


@pytest.mark.parametrize(
    ("text", "language", "role"),
    [
        ("Ann Keller, founder and chief executive of Microsoft, left.", "en", "chief executive"),
        ("Ann Keller, chief executive and co-founder of Microsoft, left.", "en", "chief executive"),
        ("Microsoft named Ann Keller as interim chief executive.", "en", "interim chief executive"),
        ("微软创始人兼首席执行官李明辞职。", "zh", "首席执行官"),
    ],
)
def test_a_role_has_no_loose_ends(text: str, language: str, role: str) -> None:
    told = [r for r in read(text, language).relations if r.type == "WORKS_FOR"]
    assert [r.properties.get("role") for r in told] == [role]
