import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.cli.articles import REVISED, write_articles
from tests.api.cli.process import Ended, error_line, guanxi

FILES = ("zh.txt", "empty.txt", "en.txt", "missing.txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keeping")
    write_articles(folder)
    return folder


@pytest.fixture(scope="module")
def first(folder: Path) -> Ended:
    return guanxi("ingest", *FILES, "--format", "json", folder=folder)


@pytest.fixture(scope="module")
def second(folder: Path, first: Ended) -> Ended:
    """Return what became of the same articles, one of them corrected, the other as it was."""
    assert first.out
    (folder / "en.txt").write_text(REVISED, encoding="utf-8")
    return guanxi("ingest", "zh.txt", "en.txt", folder=folder)


def stats(folder: Path) -> dict[tuple[str, str | None], int]:
    rows: list[dict[str, Any]] = json.loads(guanxi("stats", "--format", "json", folder=folder).out)
    return {(row["record"], row["type"]): row["count"] for row in rows}


def test_good_articles_are_kept_and_bad_ones_listed(first: Ended) -> None:
    assert first.status == 1
    summary = json.loads(first.out)
    assert (summary["added"], summary["failed"]) == (2, 2)
    assert summary["new_entities"] >= 2
    assert summary["articles_per_second"] > 0
    failures = [line for line in first.err.splitlines() if line.startswith("guanxi: ")]
    assert [line.rpartition("[")[2] for line in failures] == ["EMPTY_ARTICLE]", "BAD_ARTICLE]"]
    assert "Traceback" not in first.err


def test_elsewhere_than_on_a_terminal_the_log_has_a_line_a_batch(first: Ended) -> None:
    lines = [line for line in first.err.splitlines() if "INFO" in line and "batch" in line]
    assert len(lines) == 1
    assert "\x1b" not in first.err


def test_what_is_known_is_left_alone_and_what_has_changed_revised(
    folder: Path, second: Ended
) -> None:
    assert second.status == 0
    assert "unchanged" in second.out
    counts = stats(folder)
    assert (counts["article", "zh"], counts["article", "en"]) == (1, 1)


def test_withdrawing_every_article_empties_the_store(folder: Path, second: Ended) -> None:
    assert second.status == 0
    ended = guanxi("withdraw", "zh", "nobody", "en", "--format", "jsonl", folder=folder)
    assert ended.status == 1
    assert error_line(ended) == "guanxi: there is no article 'nobody' [NOT_FOUND]"
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert [row["article"] for row in rows] == ["zh", "en"]
    assert not any(stats(folder).values())


def test_a_wrong_address_is_told_before_anything_is_read(tmp_path: Path) -> None:
    ended = guanxi("ingest", "-", "--store", "sqlite:///none/at/all.db", folder=tmp_path)
    assert ended.status == 1
    assert error_line(ended).endswith("[STORE_UNAVAILABLE]")
