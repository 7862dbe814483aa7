"""What `docker-compose.yml` starts is safe by default and is what the command line knows."""

import re
import shlex
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

from api.cli import cli
from api.settings import DESCRIPTIONS, variable
from tests.checkout import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
API: dict[str, Any] = COMPOSE["services"]["api"]
DOCKERFILE: str = API["build"]["dockerfile_inline"]


def parsed_command() -> dict[str, Any]:
    """Return the options that the real command line reads from the service's command."""
    program, *words = API["command"]
    assert program == "guanxi"
    root = cli.make_context(program, list(words))
    name, command, rest = cli.resolve_command(root, list(words))
    assert (name, command is None) == ("serve", False)
    assert command is not None
    return command.make_context(name, rest, parent=root).params


def test_the_command_line_knows_the_command() -> None:
    assert parsed_command() == {
        "host": "0.0.0.0",
        "port": 8000,
        "store": "sqlite:////data/guanxi.db",
    }


def test_the_store_lies_in_the_volume() -> None:
    path = PurePosixPath(parsed_command()["store"].removeprefix("sqlite:///"))
    volume, _, folder = API["volumes"][0].partition(":")
    assert path.parent == PurePosixPath(folder)
    assert volume in COMPOSE["volumes"]


def test_the_port_is_open_to_this_machine_only() -> None:
    assert [port.split(":")[0] for port in API["ports"]] == ["127.0.0.1"]
    assert API["ports"][0].endswith(f":{parsed_command()['port']}")


@pytest.mark.parametrize(("name", "value"), API["environment"].items())
def test_a_variable_is_a_setting_and_no_secret_has_a_default(name: str, value: str) -> None:
    assert name in {variable(field) for field in DESCRIPTIONS}
    assert re.fullmatch(rf"\$\{{{name}:\?[^}}]+\}}", value)


def test_the_service_is_not_root() -> None:
    users = re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)
    assert users
    assert users[-1] not in {"root", "0"}
    assert API["cap_drop"] == ["ALL"]


def test_the_image_holds_pinned_versions() -> None:
    installs = re.findall(r"pip install [^\n&]+", DOCKERFILE)
    assert len(installs) == 2
    assert all("--constraint .ci/constraints.txt" in line for line in installs)


def test_the_health_check_is_sound_and_asks_the_server() -> None:
    kind, program, flag, code = API["healthcheck"]["test"]
    assert (kind, program, flag) == ("CMD", "python", "-c")
    compile(code, "healthcheck", "exec")
    assert f":{parsed_command()['port']}/healthz" in code


def test_what_the_wheel_is_built_from_reaches_the_image() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    kept = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert kept == {
        ".ci/constraints.txt",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "schema",
        "graph",
        "ingest",
        "api",
    }
    assert shlex.split(DOCKERFILE.partition("COPY")[2].splitlines()[0]) == [".", "/source"]
