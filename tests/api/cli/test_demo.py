import time
from pathlib import Path

import pytest

from tests.api.cli.process import Ended, asked, error_line, free_port, guanxi, interrupted, served

QUESTIONS = (
    "licence?",
    "hang together?",
    "most central",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the demonstration's store is damaged."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "build").mkdir()
    (folder / "build" / "demo.db").write_text("no database at all" * 100)
    return folder


@pytest.fixture(scope="module")
def first(folder: Path) -> Ended:
    return guanxi("demo", "--no-serve", folder=folder)


def test_the_first_run_reads_the_samples_into_a_new_store_and_answers(
    folder: Path, first: Ended
) -> None:
    assert first.status == 0, first.err
    assert (folder / "build" / "demo.db").read_bytes().startswith(b"SQLite")
    for told in ("zh-character-ai", "en-character-ai", *QUESTIONS):
        assert told in first.out


def test_a_second_run_serves_at_once_and_reads_nothing(
    folder: Path, first: Ended, tmp_path: Path
) -> None:
    port, log = free_port(), tmp_path / "log"
    settings = {"GUANXI_PORT": str(port), "PYTHONPROFILEIMPORTTIME": "1"}
    start = time.monotonic()
    with served("demo", folder=folder, log=log, settings=settings) as (process, printed):
        answer = asked(port, "{ statistics { articles } }")
        seconds = time.monotonic() - start
        assert interrupted(process) == 0
    assert printed.startswith(first.out)
    assert answer["statistics"]["articles"] > 10
    assert "| spacy\n" not in log.read_text()
    assert seconds < 5


def test_another_store_is_filled_and_kept(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "own.db").write_bytes((filled / "guanxi.db").read_bytes())
    ended = guanxi("demo", "--no-serve", "--store", "sqlite:///own.db", folder=tmp_path)
    assert ended.status == 0, ended.err
    kept = guanxi("search", "林知远", "--store", "sqlite:///own.db", folder=tmp_path)
    assert "PERSON" in kept.out
    assert not (tmp_path / "build").exists()


def test_a_place_where_no_store_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file where the folder should be")
    ended = guanxi("demo", "--no-serve", folder=tmp_path)
    assert ended.status == 1
    assert error_line(ended).endswith("[STORE_UNAVAILABLE]")
