import json
from decimal import Decimal
from pathlib import Path

import pytest

from api.cli.examples import furthest_path, licences_with_hires
from api.cli.output import Row, money_text, print_rows
from api.cli.samples import sample_articles
from graph.open_store import open_store
from graph.queries import EntityFilter, EntityOrder
from schema.money import Money
from schema.numbers import Bound

ROWS: list[Row] = [
    {"name": "海岬\x1b[31m汽车", "score": 0.123456789, "aliases": ["A", "B"], "sure": True},
    {"name": ":smile: [red]x[/red]", "score": 2.0, "aliases": [], "sure": None},
]


def test_a_table_shows_words_as_they_are_and_steers_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_rows(ROWS, "table", title="Who")
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    for told in ("Who", "海岬[31m汽车", ":smile: [red]x[/red]", "0.1235", "A, B", "yes"):
        assert told in shown


def test_programs_get_numbers_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(ROWS, "csv")
    assert "0.123456789" in capsys.readouterr().out
    print_rows(ROWS, "jsonl")
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == ROWS
    print_rows(ROWS, "json")
    assert json.loads(capsys.readouterr().out) == ROWS


@pytest.mark.parametrize(
    ("form", "shown"), [("table", "nobody\n"), ("json", "[]\n"), ("jsonl", ""), ("csv", "")]
)
def test_an_empty_answer_is_one_in_every_form(
    form: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_rows([], form, none="nobody")
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (None, ""),
        (Money(Decimal("6.5E+8"), "USD"), "650,000,000 USD"),
        (Money(Decimal(10**10), "CNY", Bound.LOWER), "at least 10,000,000,000 CNY"),
    ],
)
def test_a_sum_is_written_in_plain_units(money: Money | None, text: str) -> None:
    assert money_text(money) == text


def test_a_licence_that_took_people_along_is_found(filled: Path) -> None:
    with open_store(f"sqlite:///{filled / 'guanxi.db'}", read_only=True) as store:
        (row,) = licences_with_hires(store)
    assert row["licensor"] == ["北辰智能"]
    assert row["people"] == ["林知远"]
    assert (row["date"], row["amount"]) == ("2024-08-03", "300,000,000 CNY")
    assert "北辰智能把模型许可给海岬汽车" in row["sentence"]


def test_the_furthest_two_are_joined_by_the_longest_path(filled: Path) -> None:
    with open_store(f"sqlite:///{filled / 'guanxi.db'}", read_only=True) as store:
        page = store.find_entities(EntityFilter(), EntityOrder.NAME, first=10)
        path = furthest_path(store, [entity.id for entity in page.items])
        assert furthest_path(store, []) is None
    assert path is not None
    assert path.length == 3


def test_there_are_samples_in_both_languages() -> None:
    articles = sample_articles()
    assert {article.language for article in articles} == {"zh", "en"}
    assert len({article.id for article in articles}) == len(articles) >= 12
