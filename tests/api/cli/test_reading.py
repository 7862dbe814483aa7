import json
import os
import subprocess
from pathlib import Path

import pytest

from schema.contract import check_extraction
from tests.api.cli.articles import BAD, EN, ZH, write_articles
from tests.api.cli.process import GUANXI, TIMEOUT, Ended, environment, guanxi


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading")
    write_articles(folder)
    return folder


@pytest.fixture(scope="module")
def several(folder: Path) -> Ended:
    """Return what became of good and bad articles in one call."""
    return guanxi("extract", "zh.txt", *BAD, "more.jsonl", "en.txt", folder=folder)


def test_several_articles_come_one_a_line_in_their_order(several: Ended) -> None:
    objects = [json.loads(line) for line in several.out.splitlines()]
    assert [found["article"]["id"] for found in objects] == ["zh", "one", "three", "en"]
    for found, text in zip(objects, (ZH, ZH, EN, EN), strict=True):
        check_extraction(found, text=text)
    assert [found["article"]["language"] for found in objects] == ["zh", "zh", "en", "en"]
    assert objects[1]["article"]["published"] == "2024-03-20"
    assert objects[2]["article"]["url"] == "https://example.org/3"


def test_each_bad_article_is_told_with_its_code_and_the_status_says_so(several: Ended) -> None:
    assert several.status == 1
    lines = [line for line in several.err.splitlines() if line.startswith("guanxi: ")]
    assert len(lines) == len(BAD) + 1
    for line, (name, code) in zip(lines, BAD.items(), strict=False):
        assert line.startswith(f"guanxi: {name}: ")
        assert line.endswith(f"[{code}]")
    assert lines[-1].startswith("guanxi: more.jsonl:2: ")
    assert "Traceback" not in several.err


def test_one_article_is_one_object(folder: Path) -> None:
    ended = guanxi("extract", "zh.txt", "--published", "2024-03-21", folder=folder)
    assert (ended.status, ended.err) == (0, "")
    found = json.loads(ended.out)
    check_extraction(found, text=ZH)
    assert found["article"]["id"] == "zh"
    assert found["article"]["published"] == "2024-03-21"
    assert "宁德时代" in {entity["name"] for entity in found["entities"]}


def test_standard_input_is_an_article_with_the_id_given(folder: Path) -> None:
    ended = guanxi(
        "extract", "-", "--id", "typed", "--language", "en", "--format", "jsonl",
        folder=folder, given=EN,
    )  # fmt: skip
    assert ended.status == 0
    (line,) = ended.out.splitlines()
    found = json.loads(line)
    check_extraction(found, text=EN)
    assert (found["article"]["id"], found["article"]["language"]) == ("typed", "en")


def test_explained_on_a_terminal_the_text_is_coloured(folder: Path) -> None:
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [GUANXI, "extract", "--explain", "en.txt"],
        cwd=folder,
        env=environment({"TERM": "xterm-256color"}),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(theirs)
        shown = b""
        while part := read_terminal(ours):
            shown += part
        assert process.wait(timeout=TIMEOUT) == 0
    os.close(ours)
    assert b"\x1b[" in shown
    assert b"CATL" in shown


def read_terminal(terminal: int) -> bytes:
    """Return what was written to a terminal, nothing once its other side is closed."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        # Linux ends a pseudo-terminal with an error.
        return b""


def test_explained_as_a_page_the_text_is_marked(folder: Path) -> None:
    ended = guanxi("extract", "--explain", "--html", "out.html", "zh.txt", folder=folder)
    assert (ended.status, ended.out) == (0, "")
    page = (folder / "out.html").read_text(encoding="utf-8")
    assert "<mark" in page
    assert "宁德时代" in page


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["zh.txt", "en.txt", "--id", "x"], "--id goes with one article only"),
        (["more.jsonl", "--explain", "--html", "x.html"], "--html goes with one article only"),
        (["zh.txt", "--html", "x.html"], "--html goes with --explain"),
        (["zh.txt", "--explain", "--format", "json"], "does not go with --format"),
        (["zh.txt", "--language", "fr"], "'fr' is not one of"),
        ([], "Missing argument"),
    ],
)
def test_options_that_do_not_go_together_are_a_wrong_use(
    folder: Path, arguments: list[str], told: str
) -> None:
    ended = guanxi("extract", *arguments, folder=folder)
    assert ended.status == 2
    assert told in ended.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["zh.txt", "--published", "yesterday"], "'yesterday' is no date of publication"),
        (["zh.txt", "en.txt", "--url", "https://example.org"], "one article only"),
    ],
)
def test_values_that_cannot_be_are_told(folder: Path, arguments: list[str], told: str) -> None:
    ended = guanxi("extract", *arguments, folder=folder)
    assert (ended.status, ended.out) == (1, "")
    assert told in ended.err
    assert "Traceback" not in ended.err
