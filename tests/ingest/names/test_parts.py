import pytest

from ingest.lac import lac_tagger
from ingest.names.descriptions_zh import is_description
from ingest.names.dotted_names import is_dotted_for
from ingest.names.mention import Mention
from ingest.names.people_latin import is_person_name
from ingest.names.people_zh import pointed_people
from ingest.names.place_lists import without_place_lists


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("创始人伊戈尔·萨维奇加入微软", ["伊戈尔·萨维奇"]),
        ("约翰·多纳霍卸任。", ["约翰·多纳霍"]),
        ("戴维·琼斯和彼得·汤姆森都来了", ["戴维·琼斯", "彼得·汤姆森"]),
        ("没有人来。", []),
    ],
)
def test_a_foreign_name_ends_where_its_words_end(text: str, names: list[str]) -> None:
    found = pointed_people(text, lac_tagger().tag([text])[0])
    assert [text[m.start : m.end] for m in found] == names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Victor Halloran", True),
        ("Ramón Ibarra", True),
        ("Yoon Seo-yeon", True),
        ("Ye-jin Noh", True),
        ("Zhang Xiaoming", True),
        ("Victor", False),
        ("Victor Motors Inc.", False),
        ("Baltic Ferry", False),
        ("JOHN SMITH", False),
    ],
)
def test_given_names_and_family_names_make_a_person(name: str, expected: bool) -> None:
    assert is_person_name(name) is expected


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("T.AI", "Tallow.AI", True),
        ("T.AI", "Tallow AI", True),
        ("T.AI", "Callow.AI", False),
        ("T.AI", "Tallow Works", False),
        ("Tallow.AI", "Tallow AI", False),
    ],
)
def test_a_dotted_form_has_the_initial_and_the_ending(
    short: str, name: str, expected: bool
) -> None:
    assert is_dotted_for(short, name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("奢侈品集团", True),
        ("意大利酒店集团", True),
        ("越南子公司", True),
        ("AI公司", True),
        ("腾讯公司", False),
        ("海尔集团", False),
        ("河南机场集团", False),
    ],
)
def test_trade_words_alone_describe(name: str, expected: bool) -> None:
    assert is_description(name) is expected


def test_heads_of_places_in_a_row_are_no_firm() -> None:
    text = "广州佛山惠州：广佛惠"
    places = [Mention(at, at + 2, "PLACE", 0.8, "test") for at in (0, 2, 4)]
    listed = Mention(7, 10, "FIRM", 0.85, "test")
    assert list(without_place_lists(text, [*places, listed])) == places
