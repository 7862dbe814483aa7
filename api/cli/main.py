"""The command line's root: what all commands share, and how errors are told."""

import io
import logging
import os
import sys
from dataclasses import replace
from importlib import import_module
from typing import Any

import click

from api.settings import LOG_LEVELS, Settings, read_settings
from schema.errors import GuanxiError

# Each command lives in a module that is loaded when it is called: `guanxi --help` stays quick
# and `guanxi serve` never sees a language model.
COMMANDS = {
    "extract": ("api.cli.reading", "Print what articles say, keeping nothing."),
    "ingest": ("api.cli.keeping", "Read articles and keep what they say in the store."),
    "withdraw": ("api.cli.keeping", "Take articles back with all that rested on them alone."),
    "search": ("api.cli.asking", "Find entities by a name or part of one."),
    "path": ("api.cli.asking", "Show the shortest ways from one entity to another."),
    "network": ("api.cli.asking", "Show what lies around an entity."),
    "rank": ("api.cli.counting", "Rank entities by how central they are."),
    "stats": ("api.cli.counting", "Count what the store holds."),
    "export": ("api.cli.moving", "Write all that the store holds as JSON lines."),
    "import": ("api.cli.moving", "Take exported JSON lines into an empty store."),
    "serve": ("api.cli.serving", "Serve GraphQL."),
    "demo": ("api.cli.demo", "Ingest the sample articles, ask three questions and serve."),
    "doctor": ("api.cli.doctor", "Show the settings and whether all works."),
}


class Commands(click.Group):
    """Loads a command's module when it is called and tells errors in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GuanxiError as error:
            tell_error(error)
            sys.exit(1)
        except BrokenPipeError:
            # The reader, such as `head`, has seen enough; nothing may be left to be flushed to it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


def tell_error(error: GuanxiError, *, place: str | None = None) -> None:
    """Write one line about what went wrong to standard error."""
    where = "" if place is None else f"{place}: "
    click.echo(f"guanxi: {where}{error} [{error.code}]", err=True)


HELP = """A knowledge graph of supply chains and deals, read from Chinese and English articles.

Settings come from flags, else from GUANXI_* variables; `guanxi doctor` shows them.

\b
Example:
  guanxi ingest articles/ --store sqlite:///graph.db
  guanxi path Microsoft 谷歌 --store sqlite:///graph.db
"""


@click.group(cls=Commands, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="guanxi", prog_name="guanxi")
@click.option("--store", metavar="ADDRESS", help="The store, such as sqlite:///graph.db.")
@click.option("--log-level", type=click.Choice(LOG_LEVELS), help="How much the log tells.")
@click.pass_context
def cli(ctx: click.Context, /, **flags: str | None) -> None:
    # Every answer is UTF-8, whatever the terminal says it is: names are in two scripts.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    ctx.obj = {name: value for name, value in flags.items() if value is not None}


def given_flags(ctx: click.Context, **flags: str | int | None) -> dict[str, str | int]:
    """Return the settings that flags give: a command's own go before those of `guanxi`."""
    own = {name: value for name, value in flags.items() if value is not None}
    return {**ctx.ensure_object(dict), **own}


def settings_of(ctx: click.Context, **flags: str | int | None) -> Settings:
    """Return the settings of a command, flags first, and begin to log as they say.

    Raises:
        SettingsError: a variable has a value that cannot be.
    """
    given: dict[str, Any] = given_flags(ctx, **flags)
    settings = replace(read_settings(), **given)
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    return settings
