import pytest

from schema.known import (
    is_place_name,
    known_firm,
    known_organization,
    known_place,
    possible_firms,
    split_level,
)


@pytest.mark.parametrize(
    "name", ["Microsoft", "微软", "microsoft corp.", "Microsoft Corporation", "ＭＩＣＲＯＳＯＦＴ"]
)
def test_a_known_firm_is_found_in_either_language(name: str) -> None:
    found = known_firm(name)
    assert found is not None
    assert found.id == "microsoft"


def test_a_known_firm_is_found_in_traditional_characters() -> None:
    assert known_firm("騰訊控股有限公司") == known_firm("Tencent")


@pytest.mark.parametrize(("name", "id"), [("苹果", "apple"), ("Alphabet", "alphabet")])
def test_an_ambiguous_name_is_only_a_possibility(name: str, id: str) -> None:
    assert known_firm(name) is None
    assert [each.id for each in possible_firms(name)] == [id]


def test_a_legal_form_makes_an_ambiguous_name_certain() -> None:
    certain = known_firm("Alphabet Inc.")
    assert certain is not None
    assert certain.id == "alphabet"


@pytest.mark.parametrize("name", ["工信部", "工业和信息化部", "MIIT"])
def test_a_known_organization_is_found_by_its_short_name(name: str) -> None:
    assert known_organization(name) == known_organization("工業和信息化部")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("河北", "cn-hebei"),
        ("河北省", "cn-hebei"),
        ("Hebei", "cn-hebei"),
        ("吉林", "cn-jilin"),
        ("吉林省", "cn-jilin"),
        ("吉林市", "cn-jilin-jilin-city"),
        ("朝阳市", "cn-liaoning-chaoyang"),
        ("朝阳区", "cn-beijing-chaoyang-district"),
        ("義烏市", "cn-zhejiang-jinhua-yiwu"),
    ],
)
def test_a_place_is_found_with_and_without_its_level(name: str, id: str) -> None:
    found = known_place(name)
    assert found is not None
    assert found.id == id


@pytest.mark.parametrize("name", ["朝阳县", "Georgia", "Suzhou", "西陇县"])
def test_a_place_of_another_level_a_shared_or_an_unlisted_name_is_none(name: str) -> None:
    assert known_place(name) is None


def test_a_name_that_several_places_share_is_still_a_place_name() -> None:
    assert is_place_name("Georgia")
    assert not is_place_name("西陇")


@pytest.mark.parametrize(
    ("name", "base", "level"),
    [
        ("西陇县", "西陇", "county"),
        ("西陇镇", "西陇", "town"),
        ("Xilong County", "xilong", "county"),
        ("内蒙古自治区", "内蒙古", "province"),
        ("忠县", "忠县", "county"),
        ("西陇", "西陇", None),
    ],
)
def test_a_place_name_is_parted_from_its_level(name: str, base: str, level: str | None) -> None:
    assert split_level(name) == (base, level)
