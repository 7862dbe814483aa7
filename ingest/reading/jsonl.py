"""Reads articles from JSON lines, one object a line; a bad line is reported, the rest go on."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

import orjson

from ingest.reading.articles import make_article
from schema.errors import ArticleError, ArticleTooLongError, EncodingError
from schema.records import Article

FIELDS = ("id", "text", "title", "language", "published", "url", "source")
"""What is read of an object; `text` must be there, other keys are left alone."""


def read_lines(
    stream: BinaryIO, *, max_bytes: int, language: str | None = None, published: str | None = None
) -> Iterator[tuple[int, Article | ArticleError]]:
    """Yield the number of each line that is not blank with its article or what is wrong with it.

    Lines are read one at a time, so that a file may be larger than the memory.

    Args:
        stream: JSON lines in UTF-8.
        max_bytes: The longest line that is read.
        language: That of lines which name none.
        published: The day or time of lines which give none.
    """
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes and not line.endswith(b"\n"):
            _skip_line(stream, max_bytes)
            yield (
                number,
                ArticleTooLongError(
                    f"the line has more than {max_bytes:,} bytes: split its article"
                ),
            )
            continue
        if number == 1:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                yield number, EncodingError("JSON lines are UTF-8, this is UTF-16: convert it")
                return
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            yield number, _article_of(line, language, published)


def _skip_line(stream: BinaryIO, max_bytes: int) -> None:
    while (rest := stream.readline(max_bytes)) and not rest.endswith(b"\n"):
        pass


def _article_of(line: bytes, language: str | None, published: str | None) -> Article | ArticleError:
    try:
        fields = _fields(line)
        return make_article(
            fields["text"] or "",
            id=fields["id"],
            title=fields["title"],
            language=fields["language"] or language,
            published=fields["published"] or published,
            url=fields["url"],
            source=fields["source"],
        )
    except ArticleError as error:
        return error


def _fields(line: bytes) -> dict[str, str | None]:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise ArticleError(
            f"the line is not JSON ({error}), it begins {line[:40]!r}: "
            'write one object a line, such as {"id": "a1", "text": "..."}'
        ) from error
    if not isinstance(record, dict):
        raise ArticleError(
            f'the line holds no object but {line[:40]!r}: write {{"text": "..."}} instead'
        )
    if "text" not in record:
        raise ArticleError(
            f'the object has no "text", only {sorted(record)!r}: name the article\'s text so'
        )
    for name in FIELDS:
        value = record.get(name)
        if value is not None and not isinstance(value, str):
            raise ArticleError(f'"{name}" is {value!r}: write it as a text in quotation marks')
    return {name: record.get(name) for name in FIELDS}
