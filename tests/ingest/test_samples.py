import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

import ingest

SAMPLES = Path(ingest.__file__).parent / "samples"
LISTED: list[dict[str, Any]] = yaml.safe_load((SAMPLES / "samples.yaml").read_text("utf-8"))


def test_every_sample_file_is_listed_once() -> None:
    files = [entry["file"] for entry in LISTED]
    assert sorted(files) == sorted(path.name for path in SAMPLES.glob("*.txt"))
    assert len({entry["id"] for entry in LISTED}) == len(LISTED)


def test_the_samples_are_a_dozen_or_more_in_both_languages() -> None:
    languages = [entry["language"] for entry in LISTED]
    assert languages.count("zh") >= 6
    assert languages.count("en") >= 6


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: str(entry["id"]))
def test_a_sample_opens_with_its_title_and_is_of_news_length(entry: dict[str, Any]) -> None:
    text = (SAMPLES / entry["file"]).read_text(encoding="utf-8")
    length = len(text) if entry["language"] == "zh" else len(text.split())
    low, high = (350, 1200) if entry["language"] == "zh" else (150, 450)
    assert text.splitlines()[0] == entry["title"]
    assert low <= length <= high


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: str(entry["id"]))
def test_a_sample_has_a_day_of_publication_and_no_address(entry: dict[str, Any]) -> None:
    assert datetime.date.fromisoformat(entry["published"]).year >= 2025
    assert entry["url"] is None
