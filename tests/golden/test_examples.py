"""The runner of the documents' examples: what it changes and what it leaves."""

from pathlib import Path

import pytest

from tests.golden.examples import Examples, commands_of, laid_out, settled


def renewed(document: str, folder: Path) -> str:
    with Examples(folder) as examples:
        return examples.renewed(document)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            "```console\n$ echo 1\n2\n$ echo 谷歌\n```\n",
            "```console\n$ echo 1\n1\n$ echo 谷歌\n谷歌\n```\n",
        ),
        ("```console fails\n$ false\nx\n```\n", "```console fails\n$ false\n```\n"),
        (
            "```python\nprint('关系')\n```\nis\n```text\n```\n",
            "```python\nprint('关系')\n```\nis\n```text\n关系\n```\n",
        ),
    ],
)
def test_outputs_are_put_in_place(document: str, expected: str, tmp_path: Path) -> None:
    assert renewed(document, tmp_path) == expected


@pytest.mark.parametrize(
    "document",
    [
        "Words.\n```sh\nmake demo\n```\n",
        '```console\n$ echo \'{"articles_per_second": 2.5}\'\n{"articles_per_second": 1.0}\n```\n',
        "```python\nfound = 1\n```\n",
    ],
)
def test_what_needs_no_change_is_left(document: str, tmp_path: Path) -> None:
    assert renewed(document, tmp_path) == document


@pytest.mark.parametrize(
    "document",
    ["```console\n$ false\n```\n", "```console fails\n$ true\n```\n", "```python\n1 / 0\n```\n"],
)
def test_an_example_that_ends_otherwise_than_it_should_is_told(
    document: str, tmp_path: Path
) -> None:
    with pytest.raises(AssertionError):
        renewed(document, tmp_path)


def test_a_command_goes_on_while_a_quotation_is_open() -> None:
    body = "$ echo 'one\ntwo'\none\ntwo\n$ echo \\\n  three\nthree\n"
    assert commands_of(body) == [
        ("$ echo 'one\ntwo'\n", "one\ntwo\n"),
        ("$ echo \\\n  three\n", "three\n"),
    ]


def test_what_differs_each_time_does_not_count() -> None:
    earlier, later = (f"at 2024-08-0{day}T10:00:00+00:00  \n" for day in (1, 2))
    assert settled(earlier) == settled(later)
    assert settled("at 2024-08-01\n") != settled("at 2024-08-02\n")


def test_json_is_broken_where_it_is_wide() -> None:
    wide = ["x" * 60, "y" * 60]
    assert laid_out({"a": 1, "b": []}) == '{"a": 1, "b": []}'
    assert laid_out({"a": wide}) == f'{{\n  "a": [\n    "{wide[0]}",\n    "{wide[1]}"\n  ]\n}}'
