"""The wheel holds what it needs, and runs where there is no checkout."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.checkout import PACKAGES, ROOT, project, shown, tracked

MODULES = """
import json, sys
from importlib import import_module
from importlib.metadata import packages_distributions
names = sys.argv[1:]
owners = packages_distributions()
files = {name: import_module(name).__file__ for name in names}
print(json.dumps({name: [files[name], sorted(set(owners[name]))] for name in names}))
"""


def run(*words: str | Path, cwd: Path) -> str:
    """Return what a command prints, run where nothing of the checkout can be found by chance."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GUANXI_", "PYTHON"))
    }
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=kept | {"COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    run(sys.executable, "-m", "pip", *build, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, and with the dependencies of this one but not the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    site = Path(run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=folder)[:-1])
    # Where a .pth file leads is searched, but the .pth files there, ours among them, are not read.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    install = ("--python", python, "install", "--quiet", "--no-deps", "--no-index")
    run(sys.executable, "-m", "pip", *install, wheel, cwd=folder)
    return folder


def test_the_wheel_holds_all_that_git_tracks_in_the_packages(wheel: Path) -> None:
    wanted = {path for path in shown(list(tracked())) if path.split("/")[0] in PACKAGES}
    assert wanted <= set(ZipFile(wheel).namelist())


@pytest.mark.parametrize(
    "name",
    [
        "schema/kinds/entities/FIRM.yaml",
        "schema/data/currencies.tsv",
        "schema/extraction.schema.json",
        "graph/backends/sqlite/schema/0001_initial.sql",
        "ingest/lexicons/titles.yaml",
        "ingest/samples/samples.yaml",
        "api/schema.graphql",
        "api/graphiql/index.html",
        "api/graphiql/graphiql.min.js",
    ],
)
def test_the_wheel_holds_data(wheel: Path, name: str) -> None:
    assert name in ZipFile(wheel).namelist()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert tops == {*PACKAGES, f"guanxi-{project()['version']}.dist-info"}


def test_the_packages_elsewhere_are_those_of_the_wheel(elsewhere: Path) -> None:
    python = elsewhere / "venv" / "bin" / "python"
    found = json.loads(run(python, "-c", MODULES, *PACKAGES, cwd=elsewhere))
    for name in PACKAGES:
        file, owners = found[name]
        assert Path(file).is_relative_to(elsewhere)
        assert owners == ["guanxi"]


def test_the_command_elsewhere_tells_its_version(elsewhere: Path) -> None:
    guanxi = elsewhere / "venv" / "bin" / "guanxi"
    assert run(guanxi, "--version", cwd=elsewhere).split()[-1] == project()["version"]


def test_the_demonstration_runs_elsewhere(elsewhere: Path) -> None:
    guanxi = elsewhere / "venv" / "bin" / "guanxi"
    command = (guanxi, "demo", "--no-serve", "--store", "sqlite:///demonstration.db")
    first, second = run(*command, cwd=elsewhere), run(*command, cwd=elsewhere)
    licences = first.partition("Which deals took people along")[2].partition("How do ")[0]
    # Between them, the samples tell of this one so plainly that no extractor may miss it.
    assert "Adept" in licences
    assert "Amazon" in licences
    assert second == first
    assert (elsewhere / "demonstration.db").exists()
