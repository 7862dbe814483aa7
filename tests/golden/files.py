"""The files of the repository that are made from its code, and how."""

from collections.abc import Callable, Mapping
from pathlib import Path

from api.graphql.schema import sdl
from schema.ontology_text import ontology_table
from tests.golden.confidences import with_confidences
from tests.golden.examples import Examples
from tests.golden.readings import sample_readings

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
    ROOT / "tests" / "golden" / "samples.txt": sample_readings,
}

DOCS = ROOT / "docs"
EXTRACTION = DOCS / "extraction.md"
DOCUMENTS = (ROOT / "README.md", DOCS / "graphql.md", DOCS / "stores.md", EXTRACTION)
"""Documents with worked examples, in the order in which they are run: later ones find in the
folder what earlier ones have left there."""


def renewed_documents(folder: Path) -> dict[Path, str]:
    """Return the documents with what their examples, run in an empty folder, print now."""
    found = {}
    for path in DOCUMENTS:
        with Examples(folder) as examples:
            found[path] = examples.renewed(path.read_text("utf-8"))
    return {**found, EXTRACTION: with_confidences(found[EXTRACTION])}
