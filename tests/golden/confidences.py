"""The table of how sure each rule of the extractor is, read from the rules' own modules."""

import ast
from collections.abc import Iterator
from pathlib import Path

INGEST = Path(__file__).parents[2] / "ingest"
BEGIN, END = "<!-- confidences: written by `python -m tests.golden` -->", "<!-- end -->"

OTHERS = frozenset({"encoding", "language"})
"""Modules whose fractions are about encodings and languages, not about facts."""


def with_confidences(document: str) -> str:
    """Return the document with the present table between its two marks."""
    before, _, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert end, f"{BEGIN!r} and {END!r} must stand in the document"
    table = "".join(
        f"| `{module}` | {' · '.join(f'`{name}` {value}' for name, value in found)} |\n"
        for module, found in sorted(confidences())
    )
    head = "| module of `ingest/` | constants |\n| --- | --- |\n"
    return f"{before}{BEGIN}\n\n{head}{table}\n{END}{after}"


def confidences() -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """Yield each module with its constants that are fractions."""
    for path in INGEST.rglob("*.py"):
        found = list(_fractions(ast.parse(path.read_text("utf-8"))))
        if found and path.stem not in OTHERS:
            yield path.relative_to(INGEST).as_posix(), found


def _fractions(module: ast.Module) -> Iterator[tuple[str, float]]:
    for node in module.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, float)
            and 0 < node.value.value < 1
        ):
            yield node.targets[0].id, node.value.value
