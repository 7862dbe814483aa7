import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import schema

DATA = Path(schema.__file__).parent / "data"
NAMED = ["known_firms.tsv", "known_organizations.tsv"]
FILES = [*NAMED, "places.tsv"]
COLUMNS = {
    "known_firms.tsv": ["id", "names", "ambiguous", "country"],
    "known_organizations.tsv": ["id", "names", "ambiguous", "country"],
    "places.tsv": ["id", "names", "level", "parent", "country"],
}
AT_LEAST = {"known_firms.tsv": 500, "known_organizations.tsv": 150, "places.tsv": 900}
LEVELS = {"country", "province", "city", "county", "region"}
# Two places in truth; SOURCES.md names them.
HOMONYMS = {"Georgia", "Suzhou", "Fuzhou", "Taizhou", "Yichun", "Yulin"}
HAN = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z]")


def lines(file: str) -> list[str]:
    return (DATA / file).read_text(encoding="utf-8").splitlines()


def rows(file: str) -> list[dict[str, str]]:
    head, *body = [line.split("\t") for line in lines(file)]
    return [dict(zip(head, cells, strict=True)) for cells in body]


def split(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def owners(file: str, *columns: str) -> dict[str, set[str]]:
    found = defaultdict(set)
    for row in rows(file):
        for column in columns:
            for name in split(row[column]):
                found[name].add(row["id"])
    return found


@pytest.mark.parametrize("file", FILES)
def test_every_line_has_the_columns_of_its_header(file: str) -> None:
    counts = {line.count("\t") + 1 for line in lines(file)}
    assert lines(file)[0].split("\t") == COLUMNS[file]
    assert counts == {len(COLUMNS[file])}


@pytest.mark.parametrize("file", FILES)
def test_a_list_is_long_enough_to_be_general(file: str) -> None:
    assert len(rows(file)) >= AT_LEAST[file]


@pytest.mark.parametrize("file", FILES)
def test_an_id_is_a_slug_used_once(file: str) -> None:
    ids = Counter(row["id"] for row in rows(file))
    assert [value for value, count in ids.items() if count > 1] == []
    assert [value for value in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value)] == []


@pytest.mark.parametrize("file", FILES)
def test_names_are_composed_and_trimmed(file: str) -> None:
    names = [name for row in rows(file) for name in split(row["names"])]
    assert all(unicodedata.is_normalized("NFC", line) for line in lines(file))
    assert [name for name in names if not name or name != name.strip()] == []
    assert [row["id"] for row in rows(file) if not row["names"]] == []


@pytest.mark.parametrize("file", NAMED)
def test_a_sure_name_has_one_owner(file: str) -> None:
    shared = {name: ids for name, ids in owners(file, "names").items() if len(ids) > 1}
    assert shared == {}


@pytest.mark.parametrize("file", NAMED)
def test_no_name_is_both_sure_and_ambiguous(file: str) -> None:
    assert set(owners(file, "names")) & set(owners(file, "ambiguous")) == set()


@pytest.mark.parametrize("file", FILES)
def test_a_row_gives_a_name_once(file: str) -> None:
    assert [
        row["id"] for row in rows(file) if len(set(split(row["names"]))) != len(split(row["names"]))
    ] == []


def test_a_firm_is_not_also_an_organization_or_a_place() -> None:
    firms = set(owners("known_firms.tsv", "names"))
    assert firms & set(owners("known_organizations.tsv", "names")) == set()
    assert firms & set(owners("places.tsv", "names")) == set()


@pytest.mark.parametrize("file", NAMED)
def test_a_chinese_row_is_named_in_both_scripts(file: str) -> None:
    chinese = [row for row in rows(file) if row["country"] == "CN"]
    assert [r["id"] for r in chinese if not HAN.search(r["names"])] == []
    assert [r["id"] for r in chinese if not LATIN.search(r["names"])] == []


def test_a_place_is_named_in_both_scripts() -> None:
    one_script = [
        r["id"]
        for r in rows("places.tsv")
        if not (HAN.search(r["names"]) and LATIN.search(r["names"]))
    ]
    assert one_script == []


@pytest.mark.parametrize("file", NAMED)
def test_a_country_is_two_capital_letters(file: str) -> None:
    assert {row["country"] for row in rows(file)} <= {
        row["country"] for row in rows("places.tsv") if row["country"]
    }


def test_a_place_lies_in_a_listed_place_of_its_country() -> None:
    places = {row["id"]: row for row in rows("places.tsv")}
    assert {row["level"] for row in places.values()} == LEVELS
    for row in places.values():
        parent = places[row["parent"]] if row["parent"] else None
        if parent is not None and parent["id"] != "cn":
            assert parent["country"] == row["country"], row["id"]


def test_place_names_are_shared_only_where_the_world_shares_them() -> None:
    shared = {name for name, ids in owners("places.tsv", "names").items() if len(ids) > 1}
    assert shared == HOMONYMS


@pytest.mark.parametrize(
    ("name", "parent"),
    [("惠州", "cn-guangdong"), ("Debrecen", "hu"), ("义乌", "cn-zhejiang-jinhua")],
)
def test_a_town_is_found_by_name(name: str, parent: str) -> None:
    (found,) = [row for row in rows("places.tsv") if name in split(row["names"])]
    assert found["parent"] == parent


@pytest.mark.parametrize(
    ("name", "owner"), [("宁德时代", "catl"), ("CATL", "catl"), ("微软", "microsoft")]
)
def test_a_firm_is_found_in_either_script(name: str, owner: str) -> None:
    assert owners("known_firms.tsv", "names")[name] == {owner}
