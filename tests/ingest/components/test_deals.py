from decimal import Decimal

import pytest

from schema.money import Money
from tests.ingest.piped import deals, parties, read

ACQUIRED = {("ACQUIRER", "微软"), ("TARGET", "云帆软件")}
LICENSED = {("LICENSOR", "谷歌"), ("LICENSEE", "微软")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("微软收购了云帆软件。", ("ACQUISITION", ACQUIRED)),
        ("云帆软件被微软收购。", ("ACQUISITION", ACQUIRED)),
        ("微软将以6亿美元收购云帆软件。", ("ACQUISITION", ACQUIRED)),
        ("微软从谷歌手中收购了云帆软件。", ("ACQUISITION", ACQUIRED | {("SELLER", "谷歌")})),
        ("谷歌向微软出售云帆软件。", ("ACQUISITION", ACQUIRED | {("SELLER", "谷歌")})),
        ("微软获得谷歌的技术授权。", ("LICENCE", LICENSED)),
        ("微软与谷歌合并。", ("MERGER", {("PARTY", "微软"), ("PARTY", "谷歌")})),
        ("微软在北京起诉谷歌。", ("LAWSUIT", {("PLAINTIFF", "微软"), ("DEFENDANT", "谷歌")})),
        ("创始人李明将加入微软。", ("HIRE", {("EMPLOYER", "微软"), ("PERSON", "李明")})),
        (
            "微软、谷歌和腾讯投资了云帆软件，金额1亿元。",
            (
                "INVESTMENT",
                {("INVESTOR", n) for n in ("微软", "谷歌", "腾讯")} | {("INVESTEE", "云帆软件")},
            ),
        ),
    ],
)
def test_chinese_deals_are_read_with_their_roles(
    text: str, expected: tuple[str, set[tuple[str, str]]]
) -> None:
    assert expected in deals(text, "zh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acme Motors acquired Bolt Batteries.",
            {("ACQUIRER", "Acme Motors"), ("TARGET", "Bolt Batteries")},
        ),
        (
            "Bolt Batteries was acquired by Acme Motors.",
            {("ACQUIRER", "Acme Motors"), ("TARGET", "Bolt Batteries")},
        ),
        (
            "Acme Motors acquired Bolt Batteries from Crane Industries.",
            {
                ("ACQUIRER", "Acme Motors"),
                ("TARGET", "Bolt Batteries"),
                ("SELLER", "Crane Industries"),
            },
        ),
        (
            "Crane Industries agreed to sell Bolt Batteries to Acme Motors.",
            {
                ("ACQUIRER", "Acme Motors"),
                ("TARGET", "Bolt Batteries"),
                ("SELLER", "Crane Industries"),
            },
        ),
        (
            "Acme Motors sued Bolt Batteries.",
            {("PLAINTIFF", "Acme Motors"), ("DEFENDANT", "Bolt Batteries")},
        ),
        (
            "Acme Motors will license its model to Google.",
            {("LICENSOR", "Acme Motors"), ("LICENSEE", "Google")},
        ),
    ],
)
def test_english_deals_are_read_with_their_roles(text: str, expected: set[tuple[str, str]]) -> None:
    assert expected in [found for _, found in deals(text, "en")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("大公司总喜欢收购小公司。", "zh"),
        ("微软的收购战略常被人提起。", "zh"),
        ("Big firms like to acquire start-ups.", "en"),
        ("Microsoft is known for acquisitions.", "en"),
    ],
)
def test_a_general_remark_is_no_deal(text: str, language: str) -> None:
    assert deals(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "status"),
    [
        ("微软否认收购云帆软件。", "zh", "DENIED"),
        ("据悉，微软考虑收购云帆软件。", "zh", "RUMOURED"),
        ("微软终止收购云帆软件。", "zh", "TERMINATED"),
        ("微软宣布收购云帆软件。", "zh", "ANNOUNCED"),
        ("微软已完成收购云帆软件。", "zh", "COMPLETED"),
        ("Microsoft denied that it would acquire Bolt Batteries.", "en", "DENIED"),
        ("Microsoft is considering acquiring Bolt Batteries.", "en", "RUMOURED"),
        ("Microsoft announced it will acquire Bolt Batteries.", "en", "ANNOUNCED"),
    ],
)
def test_the_status_follows_the_words(text: str, language: str, status: str) -> None:
    assert [deal.status for deal in read(text, language).deals] == [status]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2024年3月19日，微软以6亿美元收购云帆软件60%的股份，估值10亿美元。", "zh"),
        (
            "On 19 March 2024 Microsoft acquired a 60% stake in Bolt Batteries "
            "for $600 million, valuing it at $1 billion.",
            "en",
        ),
    ],
)
def test_a_deal_has_the_terms_beside_its_cue(text: str, language: str) -> None:
    deal = read(text, language).deals[0]
    assert (deal.date, deal.stake) == ("2024-03-19", Decimal("0.6"))
    assert deal.amount == Money(Decimal(600_000_000), "USD")
    assert deal.valuation == Money(Decimal(1_000_000_000), "USD")


def test_a_deal_told_twice_is_one_with_both_sentences() -> None:
    extraction = read("微软收购云帆软件。业内认为，微软收购云帆软件的价格偏高。", "zh")
    (deal,) = extraction.deals
    assert len(deal.evidence) == 2
    assert parties(extraction, deal) == ACQUIRED


def test_a_package_is_a_licence_with_the_sum_and_a_hire_without() -> None:
    text = "微软同意向云帆软件支付6亿元，获得云帆软件的使用授权，联合创始人李明和王芳将加入微软。"
    extraction = read(text, "zh")
    found = {deal.type: deal for deal in extraction.deals}
    assert found["LICENCE"].amount == Money(Decimal(600_000_000), "CNY")
    assert found["HIRE"].amount is None
    assert {("PERSON", "李明"), ("PERSON", "王芳"), ("EMPLOYER", "微软")} <= parties(
        extraction, found["HIRE"]
    )


@pytest.mark.parametrize(
    ("text", "exclusive"),
    [("谷歌向微软授予独家许可。", True), ("谷歌向微软授予非独家许可。", False)],
)
def test_a_licence_says_whether_it_is_exclusive(text: str, exclusive: bool) -> None:
    assert [deal.properties.get("exclusive") for deal in read(text, "zh").deals] == [exclusive]


def test_the_company_is_the_one_named_before() -> None:
    assert ("ACQUISITION", ACQUIRED) in deals("微软昨日开会。该公司随后收购了云帆软件。", "zh")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "腾讯将所持云帆软件5%的股份质押给招商银行。",
            (
                "PLEDGE",
                {("PLEDGOR", "腾讯"), ("TARGET", "云帆软件"), ("PLEDGEE", "招商银行")},
            ),
        ),
        (
            "腾讯为云帆软件向招商银行的2亿元贷款提供担保。",
            (
                "GUARANTEE",
                {("GUARANTOR", "腾讯"), ("BENEFICIARY", "云帆软件"), ("CREDITOR", "招商银行")},
            ),
        ),
        (
            "谷歌把微软告上北京市高级人民法院。",
            (
                "LAWSUIT",
                {
                    ("PLAINTIFF", "谷歌"),
                    ("DEFENDANT", "微软"),
                    ("COURT", "北京市高级人民法院"),
                },
            ),
        ),
        (
            "谷歌将所持云帆软件12%股权转让给微软。",
            (
                "STAKE_TRANSFER",
                {("SELLER", "谷歌"), ("TARGET", "云帆软件"), ("BUYER", "微软")},
            ),
        ),
        (
            "微软从谷歌挖来了首席科学家李明。",
            (
                "HIRE",
                {("EMPLOYER", "微软"), ("FORMER_EMPLOYER", "谷歌"), ("PERSON", "李明")},
            ),
        ),
    ],
)
def test_chinese_wordings_give_each_party_its_role(
    text: str, expected: tuple[str, set[tuple[str, str]]]
) -> None:
    assert deals(text, "zh") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acme Motors sold its 12% stake in Bolt Batteries to Crane Industries.",
            (
                "STAKE_TRANSFER",
                {
                    ("SELLER", "Acme Motors"),
                    ("TARGET", "Bolt Batteries"),
                    ("BUYER", "Crane Industries"),
                },
            ),
        ),
        (
            "Acme Motors, which makes vans, bought Bolt Batteries from Crane Industries.",
            (
                "ACQUISITION",
                {
                    ("ACQUIRER", "Acme Motors"),
                    ("TARGET", "Bolt Batteries"),
                    ("SELLER", "Crane Industries"),
                },
            ),
        ),
        (
            "The purchase of Bolt Batteries by Acme Motors was called off.",
            ("ACQUISITION", {("ACQUIRER", "Acme Motors"), ("TARGET", "Bolt Batteries")}),
        ),
        (
            "Acme Motors holds an exclusive licence from Crane Industries.",
            ("LICENCE", {("LICENSEE", "Acme Motors"), ("LICENSOR", "Crane Industries")}),
        ),
    ],
)
def test_english_wordings_give_each_party_its_role(
    text: str, expected: tuple[str, set[tuple[str, str]]]
) -> None:
    assert deals(text, "en") == [expected]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("腾讯领投。", "zh", ("INVESTMENT", {("INVESTOR", "腾讯")})),
        ("Acme Motors led the round.", "en", ("INVESTMENT", {("INVESTOR", "Acme Motors")})),
    ],
)
def test_one_party_alone_makes_a_deal_where_its_role_is_plain(
    text: str, language: str, expected: tuple[str, set[tuple[str, str]]]
) -> None:
    assert deals(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("云帆软件完成1亿元A轮融资。\n本轮由腾讯领投。", "zh"),
        ("Bolt Batteries raised $40m in funding. Acme Motors led the round.", "en"),
    ],
)
def test_halves_of_one_deal_told_side_by_side_are_one_deal(text: str, language: str) -> None:
    assert [(kind, {role for role, _ in found}) for kind, found in deals(text, language)] == [
        ("INVESTMENT", {"INVESTEE", "INVESTOR"})
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("微软起诉，北京市高级人民法院受理。", "zh"),
        ("Acme Motors sued Bolt Batteries in the Delaware Court of Chancery.", "en"),
    ],
)
def test_a_court_is_never_a_party_to_the_suit(text: str, language: str) -> None:
    for _, found in deals(text, language):
        assert not {
            name for role, name in found if role != "COURT" and ("法院" in name or "Court" in name)
        }
