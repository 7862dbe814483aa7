from collections.abc import Sequence

import pytest

from graph.recording.keys import appearance_keys
from graph.recording.resolution import (
    Chronology,
    Times,
    describe_group,
    explain_group,
    group_appearances,
    name_groups,
)
from schema.records import Appearance, Judgement, Verdict

ORDER = Chronology({id: Times(f"2024-01-0{n}", "2025-01-01") for n, id in enumerate("abcdef", 1)})


def appearance(article: str, type: str, name: str, *aliases: str) -> Appearance:
    id = f"{article}-{name}"
    return Appearance(id, article, type, name, aliases, appearance_keys(type, name, aliases))


def groups(*appearances: Appearance, judgements: Sequence[Judgement] = ()) -> list[list[str]]:
    found = group_appearances(appearances, judgements, ORDER)
    return [[each.id for each in group] for group in found]


def judged(left: Appearance, right: Appearance, verdict: Verdict) -> Judgement:
    return Judgement("j", left.id, right.id, verdict, "ann", (), 1.0, "2025-01-01")


# --- keys ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type", "name", "other"),
    [
        ("FIRM", "远山科技股份有限公司", "遠山科技"),
        ("FIRM", "Farhill Inc.", "FARHILL"),
        ("FIRM", "微软", "Microsoft Corporation"),
        ("FIRM", "小米", "Xiaomi"),
        ("ORGANIZATION", "工信部", "工业和信息化部"),
        ("PERSON", "陳大文", "陈大文"),
        ("PERSON", "Anna Bergström", "Anna Bergstrom"),
        ("PLACE", "河北", "Hebei Province"),
        ("PLACE", "西陇县", "西陇"),
        ("CLUSTER", "西陇童车产业带", "西陇童車產業帶"),
    ],
)
def test_two_ways_to_write_a_name_share_a_key(type: str, name: str, other: str) -> None:
    assert set(appearance_keys(type, name, ())) & set(appearance_keys(type, other, ()))


@pytest.mark.parametrize(
    ("type", "name", "other"),
    [
        ("FIRM", "远山科技", "远山资本"),
        ("PLACE", "吉林省", "吉林市"),
        ("PLACE", "朝阳区", "朝阳市"),
        ("PLACE", "河北区", "河北"),
        ("PERSON", "Anna Bergstrom", "Bergstrom"),
        ("PERSON", "马云", "马化腾"),
    ],
)
def test_what_is_not_the_same_shares_no_key(type: str, name: str, other: str) -> None:
    assert not set(appearance_keys(type, name, ())) & set(appearance_keys(type, other, ()))


@pytest.mark.parametrize(
    ("type", "name"),
    [
        ("FIRM", "公司"),
        ("FIRM", "the company"),
        ("FIRM", "甲"),
        ("PERSON", "Bergstrom"),
        ("PERSON", "陈"),
    ],
)
def test_a_name_that_many_bear_is_no_key(type: str, name: str) -> None:
    assert appearance_keys(type, name, ()) == ()


@pytest.mark.parametrize(("alias", "kept"), [("远帆", False), ("YF", False), ("远帆重工", True)])
def test_a_short_alias_is_no_key(alias: str, kept: bool) -> None:
    keys = appearance_keys("FIRM", "远帆重型工业", (alias,))
    assert (len(keys) == 2) is kept


def test_a_short_main_name_is_a_key() -> None:
    assert appearance_keys("FIRM", "远帆", ()) == ("远帆",)


@pytest.mark.parametrize(
    ("name", "aliases", "known"),
    [
        ("Meta", (), True),
        ("Meta", ("Meta Platforms",), True),
        ("远山科技", ("Meta",), False),
        ("远山科技", ("Meta", "Meta Platforms"), True),
    ],
)
def test_an_ambiguous_known_name_counts_as_the_main_one_or_with_support(
    name: str, aliases: tuple[str, ...], known: bool
) -> None:
    assert ("known:meta-platforms" in appearance_keys("FIRM", name, aliases)) is known


def test_aliases_that_mean_two_known_firms_are_not_believed() -> None:
    assert appearance_keys("FIRM", "远山科技", ("微软", "谷歌")) == ("远山科技",)


def test_an_alias_that_contradicts_the_known_main_name_is_not_believed() -> None:
    assert appearance_keys("FIRM", "微软", ("谷歌",)) == ("known:microsoft",)


def test_the_key_of_the_main_name_comes_first() -> None:
    assert appearance_keys("FIRM", "远山科技", ("北帆重工", "Microsoft"))[0] == "远山科技"


# --- groups --------------------------------------------------------------------------------


def test_appearances_that_share_a_key_are_one_in_a_chain() -> None:
    first = appearance("a", "FIRM", "远山科技", "Farhill")
    second = appearance("b", "FIRM", "Farhill", "北帆重工")
    third = appearance("c", "FIRM", "北帆重工")
    other = appearance("d", "FIRM", "远山资本")
    assert groups(third, other, second, first) == [[first.id, second.id, third.id], [other.id]]


def test_an_appearance_without_a_key_stays_alone() -> None:
    first, second = (appearance(article, "PERSON", "Bergstrom") for article in "ab")
    assert groups(first, second) == [[first.id], [second.id]]


def test_a_bare_place_name_joins_the_only_level_there_is() -> None:
    bare, county = appearance("a", "PLACE", "西陇"), appearance("b", "PLACE", "西陇县")
    assert groups(bare, county) == [[bare.id, county.id]]


def test_a_bare_place_name_joins_neither_of_two_levels() -> None:
    bare, again = appearance("a", "PLACE", "西陇"), appearance("d", "PLACE", "西隴")
    county, town = appearance("b", "PLACE", "西陇县"), appearance("c", "PLACE", "西陇镇")
    assert groups(bare, county, town, again) == [[bare.id, again.id], [county.id], [town.id]]


def test_two_known_firms_are_never_joined_by_a_common_alias() -> None:
    one = appearance("a", "FIRM", "微软", "远山科技")
    other = appearance("b", "FIRM", "谷歌", "远山科技")
    assert groups(one, other) == [[one.id], [other.id]]


def test_a_person_can_part_namesakes() -> None:
    one, other = appearance("a", "PERSON", "张磊明"), appearance("b", "PERSON", "张磊明")
    parted = judged(one, other, Verdict.DIFFERENT)
    assert groups(one, other, judgements=[parted]) == [[one.id], [other.id]]


def test_a_person_can_join_what_shares_no_name() -> None:
    one, other = appearance("a", "FIRM", "远山科技"), appearance("b", "FIRM", "北帆重工")
    joined = judged(one, other, Verdict.SAME)
    assert groups(one, other, judgements=[joined]) == [[one.id, other.id]]


def test_a_judgement_of_difference_holds_against_a_chain_of_names() -> None:
    one = appearance("a", "FIRM", "远山科技")
    link = appearance("b", "FIRM", "远山科技", "北帆重工")
    other = appearance("c", "FIRM", "北帆重工")
    parted = judged(one, other, Verdict.DIFFERENT)
    found = groups(one, link, other, judgements=[parted])
    assert not any({one.id, other.id} <= set(group) for group in found)


def test_being_unsure_changes_nothing() -> None:
    one, other = appearance("a", "FIRM", "远山科技"), appearance("b", "FIRM", "远山科技")
    unsure = judged(one, other, Verdict.UNSURE)
    assert groups(one, other, judgements=[unsure]) == [[one.id, other.id]]


# --- names and reasons -----------------------------------------------------------------------


def test_the_earliest_appearance_gives_the_id() -> None:
    early, late = appearance("a", "FIRM", "远山科技", "Farhill"), appearance("b", "FIRM", "Farhill")
    assert name_groups([(early, late)]) == name_groups([(early,)])


def test_parted_namesakes_have_two_ids() -> None:
    one, other = appearance("a", "PERSON", "张磊明"), appearance("b", "PERSON", "张磊明")
    assert len(set(name_groups([(one,), (other,)]))) == 2


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (("Farhill", "Farhill", "Farhill Robotics"), "Farhill"),
        (("FHR", "Farhill Robotics"), "Farhill Robotics"),
        (("远山", "远山科技"), "远山科技"),
        (("远山乙", "远山甲"), "远山乙"),
    ],
)
def test_an_entity_is_called_as_most_articles_call_it(names: tuple[str, ...], wanted: str) -> None:
    group = tuple(
        appearance(article, "FIRM", name) for article, name in zip("abcdef", names, strict=False)
    )
    entity = describe_group("e1", group, {})
    assert entity.name == wanted
    assert set(entity.aliases) == set(names) - {wanted}
    assert entity.articles == len(names)


def test_a_known_firm_is_found_by_its_name_in_the_other_language() -> None:
    entity = describe_group("e1", (appearance("a", "FIRM", "Microsoft"),), {"a-Microsoft": 3})
    assert entity.name == "Microsoft"
    assert "微软" in entity.aliases
    assert entity.external_ids == {"guanxi:known": "microsoft"}
    assert entity.mentions == 3


def test_each_appearance_that_joins_has_a_reason() -> None:
    group = (
        appearance("a", "FIRM", "远山科技"),
        appearance("b", "FIRM", "远山科技", "Farhill"),
        appearance("c", "FIRM", "Farhill"),
    )
    reasons = [(j.left, j.right, j.reasons) for j in explain_group(group, ORDER)]
    assert reasons == [
        ("b-远山科技", "a-远山科技", ("both are named 远山科技",)),
        ("c-Farhill", "b-远山科技", ("both are named farhill",)),
    ]


def test_a_reason_names_the_known_firm() -> None:
    group = (appearance("a", "FIRM", "Microsoft"), appearance("b", "FIRM", "微软"))
    (judgement,) = explain_group(group, ORDER)
    assert judgement.reasons == ("both are known as Microsoft",)
    assert judgement.by == "rule:shared-key"
