"""What the service is told by its surroundings: the only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from schema.errors import SettingsError

PREFIX = "GUANXI_"
SECRETS = frozenset({"token"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, with what holds where nothing is.

    Each field is read from `GUANXI_` and its name in capitals; flags of a command go before it.
    """

    store: str = "sqlite:///guanxi.db"
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    log_level: str = "info"


DESCRIPTIONS: Mapping[str, str] = {
    "store": "address of the store",
    "host": "address that `serve` and `demo` listen on",
    "port": "port that `serve` and `demo` listen on",
    "token": "bearer token that mutations ask for; without one they are open",
    "log_level": "debug, info, warning or error",
}
LOG_LEVELS = ("debug", "info", "warning", "error")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of `environment`, by default those of this process.

    Raises:
        SettingsError: a variable has a value that cannot be, or is not a setting.
    """
    given = given_variables(environment)
    known = {field.name for field in fields(Settings)}
    for name in sorted(given.keys() - known):
        raise SettingsError(
            f"{PREFIX}{name.upper()} is not a setting; there are "
            + ", ".join(variable(field) for field in sorted(known))
        )
    values: dict[str, str | int] = dict(given)
    if "port" in given:
        values["port"] = parse_port(given["port"])
    return checked(Settings(**values))  # type: ignore[arg-type]  # names and types are checked above


def given_variables(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what the `GUANXI_` variables of `environment` say, by setting, right or wrong."""
    found = os.environ if environment is None else environment
    return {
        name.removeprefix(PREFIX).lower(): text
        for name, text in found.items()
        if name.startswith(PREFIX) and not name.startswith(f"{PREFIX}TEST_")
    }


def variable(field: str) -> str:
    """Return the name of the environment variable of a setting."""
    return f"{PREFIX}{field.upper()}"


def parse_port(text: str) -> int:
    """Return the port that `text` names.

    Raises:
        SettingsError: it is not a whole number from 1 to 65535.
    """
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise SettingsError(f"{variable('port')} is {text!r}; a port is a number from 1 to 65535")
    return int(text)


def checked(settings: Settings) -> Settings:
    """Return `settings` as they are.

    Raises:
        SettingsError: a value cannot be.
    """
    if settings.log_level not in LOG_LEVELS:
        raise SettingsError(
            f"{variable('log_level')} is {settings.log_level!r}; "
            f"it is one of {', '.join(LOG_LEVELS)}"
        )
    if settings.token is not None and not settings.token.strip():
        raise SettingsError(f"{variable('token')} is empty; unset it to leave mutations open")
    return settings
