"""The command line."""

from api.cli.main import cli

__all__ = ["cli"]
