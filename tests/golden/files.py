"""The files of the repository that are made from its code, and how."""

from collections.abc import Callable, Mapping
from pathlib import Path

from api.graphql.schema import sdl
from schema.ontology_text import ontology_table
from tests.golden.examples import Examples

ROOT = Path(__file__).parents[2]


def ontology_page() -> str:
    """Return the page that lists all kinds."""
    return (
        "# What can be said\n\n"
        "Made from `schema/kinds/`, one file a kind, by `python -m tests.golden`.\n\n"
        f"{ontology_table().strip()}\n"
    )


GENERATED: Mapping[Path, Callable[[], str]] = {
    ROOT / "api" / "schema.graphql": sdl,
    ROOT / "docs" / "ontology.md": ontology_page,
}

DOCUMENTS = tuple(
    ROOT / name for name in ("README.md", "docs/graphql.md", "docs/stores.md", "docs/extraction.md")
)
"""Documents with worked examples, in the order in which they are run: later ones find in the
folder what earlier ones have left there."""


def renewed_documents(folder: Path) -> dict[Path, str]:
    """Return the documents with the present outputs of their examples, run in an empty folder."""
    found = {}
    for path in DOCUMENTS:
        with Examples(folder) as examples:
            found[path] = examples.renewed(path.read_text("utf-8"))
    return found
