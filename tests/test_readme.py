"""What the documents say holds: their examples print what they show, and they leave nothing out."""

import re
from collections.abc import Iterator
from dataclasses import Field, fields
from pathlib import Path

import pytest

from api.bodies import MAX_BYTES
from api.cli.main import COMMANDS
from api.graphql.connections import MAX_FIRST
from api.graphql.limits import MAX_ALIASES, MAX_COST, MAX_DEPTH
from api.graphql.networks import MAX_DEPTH as MAX_NETWORK_DEPTH
from api.graphql.networks import MAX_LENGTH, MAX_NODES, MAX_PATHS
from api.graphql.query import MAX_SEARCH_TEXT
from api.graphql.schema import MAX_TOKENS
from api.settings import DESCRIPTIONS, Settings, variable
from api.worker import MAX_WAITING
from ingest.reading.articles import MAX_CHARACTERS
from schema.errors import GuanxiError
from tests.checkout import ROOT
from tests.golden.files import DOCUMENTS, renewed_documents

PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):.*## ", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def row(page: str, first: str) -> str:
    """Return the row of a page's tables that begins with a cell."""
    found = [line for line in text_of(page).splitlines() if line.startswith(f"| {first} |")]
    assert len(found) == 1, f"{page} has {len(found)} rows for {first}"
    return found[0]


@pytest.fixture(scope="module")
def renewed(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """The documents with what their examples print now."""
    return renewed_documents(tmp_path_factory.mktemp("examples"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_examples_print_what_the_document_shows(path: Path, renewed: dict[Path, str]) -> None:
    # Line by line, since pytest then shows where they differ.
    shown = path.read_text("utf-8").splitlines()
    assert shown == renewed[path].splitlines(), "run `python -m tests.golden`"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_tells_of_a_command(command: str) -> None:
    assert row("README.md", f"`guanxi {command}`")


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_the_readme_tells_of_a_setting_and_its_default(setting: Field[object]) -> None:
    name, default = setting.name, setting.default
    assert DESCRIPTIONS[name]
    shown = "none" if default is None else f"`{default}`"
    assert row("README.md", f"`{variable(name)}`").split(" | ")[1] == shown


@pytest.mark.parametrize("target", TARGET.findall(text_of("Makefile")))
def test_the_readme_tells_of_a_make_target(target: str) -> None:
    assert row("README.md", f"`make {target}`")


def links() -> list[tuple[Path, str]]:
    """Return each page with each place in the repository that it links to."""
    found = [(page, link) for page in PAGES for link in LINK.findall(page.read_text("utf-8"))]
    return [(page, link) for page, link in found if "://" not in link]


def anchors(page: Path) -> set[str]:
    """Return what can be linked to within a page, as code forges make it of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    ("page", "link"), links(), ids=lambda value: value.name if isinstance(value, Path) else value
)
def test_a_link_leads_somewhere(page: Path, link: str) -> None:
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    assert target.exists()
    assert not anchor or anchor in anchors(target)


def codes(error: type[GuanxiError]) -> Iterator[str]:
    yield error.code
    for kind in error.__subclasses__():
        if kind.__module__ == "schema.errors":
            yield from codes(kind)


def test_every_error_code_is_told_and_no_other() -> None:
    # The first is GraphQL's own, for queries that it refuses.
    assert sorted(CODE.findall(text_of("docs/graphql.md"))) == sorted(
        {"BAD_QUERY", *codes(GuanxiError)}
    )


@pytest.mark.parametrize(
    ("what", "limit"),
    [
        ("items in a page (`first`), ids in `nodes`", MAX_FIRST),
        ("levels of a query", MAX_DEPTH),
        ("aliases in a query", MAX_ALIASES),
        ("records that a query could ask for", MAX_COST),
        ("tokens of a query", MAX_TOKENS),
        ("bytes of a request", MAX_BYTES),
        ("characters of a text to search for", MAX_SEARCH_TEXT),
        ("`maxLength` of paths", MAX_LENGTH),
        ("`k` of paths", MAX_PATHS),
        ("`depth` of a network", MAX_NETWORK_DEPTH),
        ("`maxNodes` of a network", MAX_NODES),
        ("characters of an article", MAX_CHARACTERS),
        ("articles that wait to be read", MAX_WAITING),
    ],
)
def test_a_limit_is_told_as_it_is(what: str, limit: int) -> None:
    assert row("docs/graphql.md", what).endswith(f" {limit:,} |")
