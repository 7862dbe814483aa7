"""The checkout that the tests run in, and what git says is in it."""

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("schema", "graph", "ingest", "api")
VENDORED = ROOT / "api" / "graphiql"


def tracked() -> tuple[Path, ...]:
    """Return the files that git tracks and that are there; a checkout without git is skipped."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    return _tracked()


@cache
def _tracked() -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True
    ).stdout.decode()
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def shown(paths: list[Path]) -> list[str]:
    """Return the paths as they read from the top of the checkout."""
    return [path.relative_to(ROOT).as_posix() for path in paths]


def project() -> dict[str, Any]:
    """Return the `project` table of `pyproject.toml`."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def requirements() -> tuple[str, ...]:
    """Return what the project and its extras ask for."""
    extras: dict[str, list[str]] = project().get("optional-dependencies", {})
    return (*project()["dependencies"], *(line for lines in extras.values() for line in lines))
