import subprocess
from pathlib import Path

import click
import pytest

from api.cli.main import COMMANDS, cli
from tests.api.cli.process import GUANXI, environment, guanxi


def test_help_names_every_command(tmp_path: Path) -> None:
    ended = guanxi("--help", folder=tmp_path)
    assert ended.status == 0
    for command, (_, summary) in COMMANDS.items():
        assert f"  {command}" in ended.out
        assert summary in " ".join(ended.out.split())


def test_help_loads_nothing_that_a_command_needs(tmp_path: Path) -> None:
    ended = guanxi("--help", folder=tmp_path, settings={"PYTHONPROFILEIMPORTTIME": "1"})
    loaded = {line.rpartition("|")[2].strip() for line in ended.err.splitlines()}
    assert "api.cli.main" in loaded
    assert not loaded & {"numpy", "rich", "yaml", "spacy", "strawberry", "graph.store"}


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert f"Example: guanxi {name}" in (command.help or "")


def test_a_reader_that_has_seen_enough_gets_no_complaint(filled: Path) -> None:
    ended = subprocess.run(
        f"'{GUANXI}' export | head -c 10",
        shell=True,
        cwd=filled,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (len(ended.stdout), ended.stderr) == (10, b"")


def test_answers_are_utf_8_whatever_the_surroundings_say(filled: Path) -> None:
    ended = guanxi(
        "search", "林知远", folder=filled, settings={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    )
    assert ended.status == 0
    assert "林知远" in ended.out
