import csv
import io
import json
from pathlib import Path

import pytest

from tests.api.cli.process import error_line, guanxi


def test_search_finds_a_name_in_either_script(filled: Path) -> None:
    ended = guanxi("search", "haijia", "--format", "json", folder=filled)
    assert ended.status == 0
    (row,) = json.loads(ended.out)
    assert {row["name"], *row["aliases"]} == {"海岬汽车", "Haijia Motors"}
    assert (row["type"], row["articles"]) == ("FIRM", 2)


def test_search_keeps_to_the_types_asked_for_in_any_case(filled: Path) -> None:
    ended = guanxi("search", "林知", "--type", "firm", "--type", "person", folder=filled)
    assert ended.status == 0
    assert "林知远" in ended.out
    none = guanxi("search", "林知远", "--type", "FIRM", folder=filled)
    assert (none.status, none.out) == (0, "no name holds '林知远'\n")


def test_path_gives_the_sentence_of_each_hop(filled: Path) -> None:
    ended = guanxi("path", "北辰智能", "quay batteries", "--format", "jsonl", folder=filled)
    assert ended.status == 0
    hops = [json.loads(line) for line in ended.out.splitlines()]
    assert [(hop["type"], hop["article"]) for hop in hops][1] == ("OWNS", "haijia")
    assert hops[1]["sentence"] == "Haijia Motors owns Quay Batteries."
    assert hops[0]["article"] == "beichen"
    assert hops[0]["to_id"] == hops[1]["from_id"]


def test_path_shows_several_ways_as_a_table(filled: Path) -> None:
    ended = guanxi("path", "北辰智能", "海岬汽车", "-k", "3", folder=filled)
    assert ended.status == 0
    assert "LICENCE" in ended.out
    assert "FOUNDED" in ended.out


def test_path_walks_links_in_their_own_direction_where_asked(filled: Path) -> None:
    ended = guanxi("path", "Lisbon", "Quay Batteries", "--directed", folder=filled)
    assert ended.status == 0
    assert ended.out.startswith("no path of at most 6 links from Lisbon to Quay Batteries")


def test_path_tells_that_two_names_are_one_entity(filled: Path) -> None:
    ended = guanxi("path", "海岬汽车", "Haijia Motors", folder=filled)
    assert ended.status == 0
    assert "are one entity" in ended.out


def test_network_can_be_asked_by_id_and_given_as_csv(filled: Path) -> None:
    found = guanxi("search", "Quay", "--format", "json", folder=filled)
    key = json.loads(found.out)[0]["id"]
    ended = guanxi("network", key, "--depth", "1", "--format", "csv", folder=filled)
    assert ended.status == 0
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert [(row["type"], row["to"]) for row in rows] == [
        ("LOCATED_IN", "Lisbon"),
        ("OWNS", "Quay Batteries"),
    ] or [(row["type"], row["to"]) for row in rows] == [
        ("OWNS", "Quay Batteries"),
        ("LOCATED_IN", "Lisbon"),
    ]
    assert {float(row["confidence"]) for row in rows} == {0.95, 0.9}


def test_network_says_when_it_is_cut(filled: Path) -> None:
    ended = guanxi("network", "Quay Batteries", "--max-nodes", "2", folder=filled)
    assert ended.status == 0
    assert "cut at 2 entities" in ended.err


@pytest.mark.parametrize("measure", ["pagerank", "degree", "weighted-degree"])
def test_rank_lists_firms_highest_first(filled: Path, measure: str) -> None:
    ended = guanxi(
        "rank", "--measure", measure, "--type", "FIRM", "--format", "json", folder=filled
    )
    assert ended.status == 0
    rows = json.loads(ended.out)
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert {row["type"] for row in rows} == {"FIRM"}
    assert rows == sorted(rows, key=lambda row: -row["score"])


def test_stats_count_by_type(filled: Path) -> None:
    ended = guanxi("stats", "--format", "json", folder=filled)
    assert ended.status == 0
    counts = {(row["record"], row["type"]): row["count"] for row in json.loads(ended.out)}
    assert counts["article", "zh"] == counts["article", "en"] == 1
    assert counts["entity", "FIRM"] == 3
    assert counts["deal", "LICENCE"] == counts["deal", "HIRE"] == 1


def test_the_store_is_named_before_or_after_the_command_or_by_a_variable(
    filled: Path, tmp_path: Path
) -> None:
    address = f"sqlite:///{filled / 'guanxi.db'}"
    ways = (
        guanxi("--store", address, "stats", folder=tmp_path),
        guanxi("stats", "--store", address, folder=tmp_path),
        guanxi("stats", folder=tmp_path, settings={"GUANXI_STORE": address}),
        guanxi("--store", "sqlite:///no.db", "stats", "--store", address, folder=tmp_path),
    )
    assert {way.status for way in ways} == {0}
    assert len({way.out for way in ways}) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["path", "海岬", "Lisbon"], "NOT_FOUND", "did you mean 海岬汽车"),
        (["network", "nobody at all"], "NOT_FOUND", "guanxi search"),
        (["stats", "--store", "sqlite:///none.db"], "STORE_UNAVAILABLE", "none.db"),
        (["stats", "--store", "redis://here"], "BAD_STORE_ADDRESS", "redis://here"),
        (["stats", "--store", ""], "BAD_STORE_ADDRESS", "''"),
    ],
)
def test_a_question_that_cannot_be_answered_ends_in_one_line(
    filled: Path, arguments: list[str], code: str, told: str
) -> None:
    ended = guanxi(*arguments, folder=filled)
    assert ended.status == 1
    assert ended.out == ""
    line = error_line(ended)
    assert line.endswith(f"[{code}]")
    assert told in line


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "x", "--type", "COMPANY"],
        ["search", "x", "--limit", "0"],
        ["path", "a", "b", "--type", "FIRM"],
        ["path", "a", "b", "--as-of", "yesterday"],
        ["rank", "--measure", "fame"],
        ["rank", "--min-confidence", "2"],
        ["guess"],
        ["--log-level", "loud", "stats"],
    ],
)
def test_a_wrong_use_ends_with_status_2(filled: Path, arguments: list[str]) -> None:
    ended = guanxi(*arguments, folder=filled)
    assert ended.status == 2
    assert "Error: " in ended.err
    assert "Traceback" not in ended.err


def test_a_wrong_variable_ends_in_one_line(filled: Path) -> None:
    ended = guanxi("stats", folder=filled, settings={"GUANXI_PROT": "80"})
    assert ended.status == 1
    assert "GUANXI_PROT is not a setting" in error_line(ended)
