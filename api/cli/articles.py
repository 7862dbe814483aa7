"""Articles and the extractor for commands that read, loaded when they are needed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ingest.extractor import Extractor
    from ingest.reading.readers import ReadFailure
    from schema.records import Article

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def read_options(command: Decorated) -> Decorated:
    """Add the options that say what sources do not say of themselves."""
    for option in (
        click.option(
            "--stdin-format",
            type=click.Choice(("text", "markdown", "html", "jsonl")),
            default="text",
            show_default=True,
            help="How standard input is written.",
        ),
        click.option("--url", help="The address of the one article that is read."),
        click.option(
            "--language",
            type=click.Choice(("zh", "en")),
            help="The language, where it shall not be told from the text.",
        ),
        click.option(
            "--published",
            metavar="DATE",
            help="When articles were published that do not say so, as 2024-03-19.",
        ),
    ):
        command = option(command)
    return command


def articles_of(
    files: tuple[str, ...],
    *,
    published: str | None,
    language: str | None,
    url: str | None,
    stdin_format: str,
) -> "Iterator[Article | ReadFailure]":
    """Return the articles of files, folders and standard input.

    Raises:
        InputError: `url` is given for more than one article.
    """
    from ingest.reading.readers import read_articles

    return read_articles(
        files, published=published, language=language, url=url, stdin_format=stdin_format
    )


def is_single(file: str, stdin_format: str = "jsonl") -> bool:
    """Tell whether a name stands for one article, and not for any number."""
    if file == "-":
        return stdin_format != "jsonl"
    path = Path(file)
    return path.suffix.lower() != ".jsonl" and not path.is_dir()


def load_extractor() -> "Extractor":
    """Return the extractor, its models loaded."""
    from ingest.rules_extractor import RulesExtractor

    return RulesExtractor()
