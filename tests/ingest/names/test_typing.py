import pytest

from tests.ingest.piped import entities, read, read_doc


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("联合创始人伊戈尔·萨维奇（Igor Savich）离职。", "zh", ("PERSON", "Igor Savich")),
        ("联合创始人伊戈尔·萨维奇（Igor Savich）离职。", "zh", ("PERSON", "伊戈尔·萨维奇")),
        ("岚禾集团（Lanhe）亏损。岚禾集团裁员。", "zh", ("FIRM", "Lanhe")),
        ("Nippon Steel (日本制铁) raised its bid.", "en", ("FIRM", "日本制铁")),
        ("Joss Amberley and Ann Keller, the founders, left.", "en", ("PERSON", "Joss Amberley")),
        ("The board met Victor Halloran on Monday.", "en", ("PERSON", "Victor Halloran")),
        ("The board met Cao Mingyuan on Monday.", "en", ("PERSON", "Cao Mingyuan")),
        ("微软聘用了 Victor Halloran。", "zh", ("PERSON", "Victor Halloran")),
        ("微软的Corvo很受欢迎。", "zh", ("PRODUCT", "Corvo")),
        ("他用 iPhone 拍照。", "zh", ("PRODUCT", "iPhone")),
        ("Sales of the drug Keytruda fell.", "en", ("PRODUCT", "Keytruda")),
    ],
)
def test_words_beside_and_in_brackets_tell_the_type(
    text: str, language: str, expected: tuple[str, str]
) -> None:
    types = {
        entity.label_ for entity in read_doc(text, language).ents if entity.text == expected[1]
    }
    assert types == {expected[0]}


@pytest.mark.parametrize(
    ("text", "language", "name", "alias"),
    [
        (
            "创始人伊戈尔·萨维奇（Igor Savich）离职，萨维奇没有说明原因。",
            "zh",
            "Igor Savich",
            "萨维奇",
        ),
        ("Ann Keller, chief executive, left. Keller is 50.", "en", "Ann Keller", "Keller"),
        ("初创公司Tallow.AI融资，T.AI去年亏损。", "zh", "Tallow.AI", "T.AI"),
        ("Tallow AI Inc. lost money. Tallow AI said T.AI will grow.", "en", "Tallow AI", "T.AI"),
    ],
)
def test_short_forms_join_their_name(text: str, language: str, name: str, alias: str) -> None:
    groups = [{entity.name, *entity.aliases} for entity in read(text, language).entities]
    assert any({name, alias} <= group for group in groups)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("一家聊天机器人公司倒闭了。", "zh"),
        ("香水公司都在涨价。", "zh"),
        ("一家SaaS公司裁员。", "zh"),
        ("广州、佛山和惠州很近，有人说“广佛惠”会连成一片。", "zh"),
        ("An online retailer of shoes closed.", "en"),
    ],
)
def test_descriptions_are_no_firms(text: str, language: str) -> None:
    assert "FIRM" not in {kind for kind, _ in entities(text, language)}


def test_a_firm_whose_trade_is_its_name_stays() -> None:
    assert ("FIRM", "沙特电力公司") in entities("沙特电力公司签了合同。", "zh")


def test_a_body_is_named_without_its_country() -> None:
    found = entities("Kenya's Competition Tribunal will rule on Monday.", "en")
    assert ("ORGANIZATION", "Competition Tribunal") in found
