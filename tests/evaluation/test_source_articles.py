"""The main job on real input, held to what it gave before. Left out where the articles are not."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import serving
from tests.evaluation.source_articles import (
    ANSWERS,
    RESULTS,
    answers,
    articles_in,
    evidence_in,
    scores,
    take_in,
    without_quotes,
)

FLOORS = {"entity": 0.45, "deal_argument": 0.35}
HALF_A_POINT = 0.005


@pytest.fixture(scope="module")
def answered(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("source")
    address = f"sqlite:///{folder / 'graph.db'}"
    take_in(shared, address)
    with serving(folder, address) as server:
        yield answers(server)


def test_the_answers_are_those_that_were_held(answered: dict[str, Any]) -> None:
    held = json.loads(ANSWERS.read_text("utf-8"))
    assert without_quotes(answered) == held, "run `python -m tests.evaluation` and read the change"


def test_every_fact_comes_with_the_sentence_that_says_so(
    answered: dict[str, Any], shared: Path
) -> None:
    texts = {path.stem: path.read_text("utf-8") for path in articles_in(shared)}
    evidence = list(evidence_in(answered))
    assert evidence
    for each in evidence:
        text = texts[each["article"]["id"]]
        assert text[each["start"] : each["end"]] == each["quote"]


def test_no_score_falls(shared: Path, tmp_path: Path) -> None:
    frozen = json.loads(RESULTS.read_text("utf-8"))["source articles"]
    found = scores(shared, tmp_path)
    fallen = {k: (found[k], v) for k, v in frozen.items() if found[k] < v - HALF_A_POINT}
    assert fallen == {}
    assert all(found[name] >= floor for name, floor in FLOORS.items())
