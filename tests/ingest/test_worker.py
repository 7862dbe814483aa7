import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.open_store import open_store
from ingest.rules_extractor import RulesExtractor
from ingest.version import EXTRACTOR, EXTRACTOR_VERSION

ZH = "2024年3月19日，宁德时代与福特汽车签署协议，向后者供应电池。宁德时代总部位于福建省宁德市。"
EN = "Ford Motor Company signed a supply agreement with CATL on March 19, 2024."

JOBS: list[tuple[str, object]] = [
    ("new", {"do": "ingest", "article": {"id": "a", "text": ZH, "published": "2024-03-20"}}),
    ("same", {"do": "ingest", "article": {"id": "a", "text": ZH, "published": "2024-03-20"}}),
    ("corrected", {"do": "ingest", "article": {"id": "a", "text": ZH + "福特汽车总部在美国。"}}),
    ("unnamed", {"do": "ingest", "article": {"text": EN, "url": "https://example.org/1"}}),
    ("empty", {"do": "ingest", "article": {"id": "b", "text": " "}}),
    ("binary", {"do": "ingest", "article": {"id": "b", "text": "text\0text"}}),
    ("french", {"do": "ingest", "article": {"text": "Le constructeur a signé un accord. " * 9}}),
    ("undated", {"do": "ingest", "article": {"text": EN, "published": "soon"}}),
    ("textless", {"do": "ingest", "article": {"id": "b"}}),
    ("numeric", {"do": "ingest", "article": {"text": EN, "title": 7}}),
    ("unknown key", {"do": "ingest", "article": {"text": EN, "author": "x"}}),
    ("no job", {"do": "fly"}),
    ("no object", [1]),
    ("no id", {"do": "withdraw"}),
    ("not there", {"do": "withdraw", "id": "nobody"}),
    ("gone", {"do": "withdraw", "id": "a"}),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("worker")


@pytest.fixture(scope="module")
def answers(folder: Path) -> dict[str, Any]:
    """Return the worker's answer to each job, a line that is no JSON among them."""
    lines = [json.dumps(job, ensure_ascii=False) for _, job in JOBS]
    ended = worker(f"sqlite:///{folder / 'graph.db'}", "\n".join(["{not json", "", *lines]) + "\n")
    assert ended.returncode == 0, ended.stderr
    found = [json.loads(line) for line in ended.stdout.splitlines()]
    return dict(zip(["malformed", "blank", *(name for name, _ in JOBS)], found, strict=True))


def worker(address: str, given: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ingest.worker", address],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_an_article_is_added_once_and_then_revised(answers: dict[str, Any]) -> None:
    new, same, corrected = answers["new"], answers["same"], answers["corrected"]
    assert (new["article"], new["outcome"]) == ("a", "added")
    assert new["new_entities"] >= 1
    assert same == {**new, "outcome": "unchanged", "new_entities": 0, "new_facts": 0}
    assert corrected["outcome"] == "revised"


def test_an_article_without_an_id_gets_one_from_its_address(answers: dict[str, Any]) -> None:
    assert answers["unnamed"]["outcome"] == "added"
    assert answers["unnamed"]["article"].startswith("u")


@pytest.mark.parametrize(
    ("job", "code"),
    [
        ("malformed", "BAD_INPUT"),
        ("blank", "BAD_INPUT"),
        ("no object", "BAD_INPUT"),
        ("no job", "BAD_INPUT"),
        ("no id", "BAD_INPUT"),
        ("empty", "EMPTY_ARTICLE"),
        ("binary", "BINARY_ARTICLE"),
        ("french", "UNSUPPORTED_LANGUAGE"),
        ("undated", "BAD_ARTICLE"),
        ("textless", "BAD_ARTICLE"),
        ("numeric", "BAD_ARTICLE"),
        ("unknown key", "BAD_ARTICLE"),
        ("not there", "NOT_FOUND"),
    ],
)
def test_a_bad_job_is_refused_and_the_next_one_done(
    answers: dict[str, Any], job: str, code: str
) -> None:
    assert answers[job]["error"]["code"] == code
    assert answers[job]["error"]["message"]


def test_withdrawing_tells_what_went_and_leaves_the_rest(
    answers: dict[str, Any], folder: Path
) -> None:
    gone = answers["gone"]
    assert (gone["article"], gone["claims"]) == ("a", answers["corrected"]["claims"])
    with open_store(f"sqlite:///{folder / 'graph.db'}", read_only=True) as store:
        assert store.statistics().articles == 1


def test_a_store_that_cannot_be_opened_is_told_with_each_job() -> None:
    job = json.dumps({"do": "withdraw", "id": "a"})
    ended = worker("redis://here", f"{job}\n{job}\n")
    assert ended.returncode == 0
    codes = [json.loads(line)["error"]["code"] for line in ended.stdout.splitlines()]
    assert codes == ["BAD_STORE_ADDRESS", "BAD_STORE_ADDRESS"]


def test_the_version_told_without_the_extractor_is_the_extractors() -> None:
    assert (RulesExtractor.name, RulesExtractor.version) == (EXTRACTOR, EXTRACTOR_VERSION)
