"""Figures know whether they reach their bar, and come out as the file that others read."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from tests.benchmarks.__main__ import load_benchmarks, main
from tests.benchmarks.graph_analytics import pagerank
from tests.benchmarks.harness import (
    REGISTRY,
    Figure,
    Size,
    medians,
    print_figures,
    run_all,
    write_figures,
)


def speed(size: Size) -> Iterator[Figure]:
    yield Figure.at_least("ingest.articles_per_s", 3.0, "1/s", 2.0, {"bare pipeline": 4.0})


@pytest.mark.parametrize(("value", "ok"), [(0.4, True), (0.5, True), (0.6, False)])
def test_a_figure_may_not_be_over_its_bar(value: float, ok: bool) -> None:
    assert Figure.at_most("ingest.overhead_ratio", value, "", 0.5).ok is ok


@pytest.mark.parametrize(("value", "ok"), [(1.9, False), (2.0, True), (2.1, True)])
def test_a_figure_may_not_be_under_its_bar(value: float, ok: bool) -> None:
    assert Figure.at_least("ingest.articles_per_s", value, "1/s", 2.0).ok is ok


def test_figures_are_written_as_an_array_of_objects(tmp_path: Path) -> None:
    path = tmp_path / "build" / "bench.json"
    write_figures([*speed(Size.SMALL), Figure("sample.size", 2.5, "MB")], path)

    assert json.loads(path.read_text(encoding="utf-8")) == [
        {
            "name": "ingest.articles_per_s",
            "value": 3.0,
            "unit": "1/s",
            "bar": 2.0,
            "ok": True,
            "beside": {"bare pipeline": 4.0},
        },
        {"name": "sample.size", "value": 2.5, "unit": "MB", "bar": None, "ok": True, "beside": {}},
    ]


def test_a_missed_bar_is_seen_in_the_table() -> None:
    console = Console(file=io.StringIO(), width=120, record=True)
    print_figures([Figure.at_most("serve.first_query_s", 2.5, "s", 2.0)], console)

    assert "missed" in console.export_text()


def test_two_figures_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match=r"ingest\.articles_per_s"):
        list(run_all({"one": speed, "two": speed}, Size.SMALL))


def test_functions_are_timed_in_turns() -> None:
    called: list[str] = []
    taken = medians(lambda: called.append("ours"), lambda: called.append("theirs"), rounds=2)

    assert called == ["ours", "theirs", "ours", "theirs"]
    assert all(seconds >= 0.0 for seconds in taken)


def test_every_module_of_the_folder_registers() -> None:
    load_benchmarks()

    assert "tests.benchmarks.graph_analytics.pagerank" in REGISTRY


def test_an_unknown_size_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--size", "huge"])
    assert "'huge'" in capsys.readouterr().err


def test_pagerank_stays_near_the_engine_below_it() -> None:
    assert all(figure.ok for figure in pagerank(Size.SMALL))
