"""The rules that the repository keeps as a whole."""

import ast
import re
import sys
from importlib import import_module
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.checkout import PACKAGES, ROOT, VENDORED, project, requirements, shown, tracked

TOP_LEVEL = {
    *PACKAGES,
    "tests",
    "docs",
    "pyproject.toml",
    "docker-compose.yml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "Makefile",
}
MOST_BYTES = 2**20
MOST_FILE_LINES, MOST_FUNCTION_LINES = 500, 50
PIN = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[\w.]+)")
# Where packages come from and where a checkout lies is each machine's own affair.
MACHINES_OWN = re.compile(
    r"(?<![\w.])/(?:work|root|home)/\w|pypi\.org|pythonhosted\.org|npmjs\.org|(?:index|find)-(?:url|links)\b"
)


def pins() -> dict[str, str]:
    """Return the pinned versions by normalised name."""
    lines = (ROOT / ".ci" / "constraints.txt").read_text("utf-8").splitlines()
    found = [PIN.fullmatch(line) for line in lines if not line.startswith("#")]
    return {
        canonicalize_name(match["name"]): match["version"] for match in found if match is not None
    }


def written_here(suffix: str = "") -> list[Path]:
    """Return the tracked files with this ending, but for those of others that we ship."""
    return [
        path
        for path in tracked()
        if path.name.endswith(suffix) and not path.is_relative_to(VENDORED)
    ]


def imported() -> set[str]:
    """Return the first names of all modules that the packages import."""
    found = set()
    for path in written_here(".py"):
        if path.relative_to(ROOT).parts[0] in PACKAGES:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    found.add((node.module or "").partition(".")[0])
    return found


def test_the_top_level_holds_only_what_is_agreed() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_the_version_is_that_of_the_newest_change() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    entries = re.findall(r"^## (\S+)", text, re.MULTILINE)
    assert entries[0] == "Next"
    assert project()["version"] == entries[1] == version("guanxi")


def test_the_licence_is_apache() -> None:
    lines = (ROOT / "LICENSE").read_text("utf-8").split("\n")
    assert [line.strip() for line in lines if line.strip()][:2] == [
        "Apache License",
        "Version 2.0, January 2004",
    ]
    assert project()["license"] == "Apache-2.0"


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_ours_and_not_one_of_the_same_name(name: str) -> None:
    assert Path(str(import_module(name).__file__)).is_relative_to(ROOT)
    # An editable install lists no modules; another distribution that brings this one would.
    assert set(packages_distributions().get(name, ["guanxi"])) == {"guanxi"}


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in written_here():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{shown([path])[0]}: {match[0]}" for match in MACHINES_OWN.finditer(text)]
    assert found == []


def test_files_are_small() -> None:
    assert shown([path for path in written_here() if path.stat().st_size > MOST_BYTES]) == []


def test_a_python_file_is_one_idea() -> None:
    long = [
        path
        for path in written_here(".py")
        if len(path.read_text("utf-8").splitlines()) > MOST_FILE_LINES
    ]
    assert shown(long) == []


def test_a_function_is_one_step() -> None:
    long = [
        f"{shown([path])[0]}:{node.lineno} {node.name}"
        for path in written_here(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MOST_FUNCTION_LINES
    ]
    assert long == []


def test_every_folder_of_tests_is_a_package() -> None:
    # Else `tests/graph` would be imported as `graph`.
    folders = {path.parent for path in written_here(".py") if path.is_relative_to(ROOT / "tests")}
    assert shown([folder for folder in folders if not (folder / "__init__.py").exists()]) == []


def test_the_constraints_are_sorted_pins() -> None:
    lines = (ROOT / ".ci" / "constraints.txt").read_text("utf-8").splitlines()
    given = [line for line in lines if not line.startswith("#")]
    assert [line for line in given if PIN.fullmatch(line) is None] == []
    names = [line.partition("==")[0].lower() for line in given]
    assert names == sorted(set(names))


@pytest.mark.parametrize("line", requirements())
def test_a_requirement_is_pinned_within_its_bounds(line: str) -> None:
    wanted = Requirement(line)
    assert wanted.specifier.contains(pins()[canonicalize_name(wanted.name)])


def test_what_the_packages_import_is_asked_for() -> None:
    declared = {canonicalize_name(Requirement(line).name) for line in project()["dependencies"]}
    owners = packages_distributions()
    strangers = imported() - sys.stdlib_module_names - set(PACKAGES)
    asked_for = {
        name
        for name in strangers
        if declared & {canonicalize_name(owner) for owner in owners.get(name, [])}
    }
    assert strangers == asked_for


def test_what_is_asked_for_is_used() -> None:
    text = "\n".join(path.read_text("utf-8") for path in written_here(".py"))
    words = set(re.findall(r"\w+", text))
    modules: dict[str, set[str]] = {}
    for module, owners in packages_distributions().items():
        for owner in owners:
            modules.setdefault(canonicalize_name(owner), set()).add(module)
    names = {canonicalize_name(Requirement(line).name) for line in project()["dependencies"]}
    # This one is asked for on behalf of another, as pyproject.toml says.
    assert {name for name in names if not modules[name] & words} == {"lxml-html-clean"}


@pytest.mark.parametrize("line", requirements())
def test_a_requirement_is_explained(line: str) -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert f"| {Requirement(line).name} |" in text
