"""Makes an article of a text and what is known about it, or says why it cannot."""

import re
from datetime import date, datetime

from ingest.reading.language import detect_language, known_language
from schema.errors import (
    ArticleError,
    ArticleTooLongError,
    BinaryArticleError,
    EmptyArticleError,
    EncodingError,
)
from schema.records import Article, article_id

MAX_CHARACTERS = 200_000
"""Code points in one article: some forty times a long feature, and a short novel.

Past it the file is a book, a dump or several articles in one, which one reading would mix up.
"""

MAX_TITLE = 200
"""Characters kept of a title: headlines have under a hundred, a longer line is a paragraph."""

# Calendar form only: Python would also take 20240319 and week dates, which sort differently.
PUBLISHED = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
SURROGATE = re.compile("[\ud800-\udfff]")
WORD = re.compile(r"\w")


def make_article(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    language: str | None = None,
    published: str | None = None,
    url: str | None = None,
    source: str | None = None,
) -> Article:
    """Return an article with exactly this text; what is absent is taken from the text.

    The id is the given one, else a hash of `url`, else of the text. The title is the first line
    with a letter or digit. The language is told from the letters.

    Raises:
        ArticleError: the text is empty, binary, over-long or in another language, or a value
            given with it is not one.
    """
    check_text(text)
    for name, value in (("id", id), ("title", title), ("url", url), ("source", source)):
        _check_value(name, value)
    return Article(
        id=article_id(text, given=id, url=url),
        text=text,
        title=_shorten(title or "") or first_line(text),
        language=known_language(language) if language else detect_language(text),
        published=check_published(published) if published else None,
        url=url or None,
        source=source or None,
    )


def check_text(text: str) -> None:
    """Refuse what no article's text can be.

    Raises:
        EmptyArticleError: it has no letter or digit.
        ArticleTooLongError: it is longer than `MAX_CHARACTERS`.
        BinaryArticleError: it holds a NUL character.
        EncodingError: it holds half a surrogate pair, which no file can.
    """
    if len(text) > MAX_CHARACTERS:
        raise ArticleTooLongError(
            f"the text has {len(text):,} characters, at most {MAX_CHARACTERS:,} are read as one "
            "article: split it into its articles"
        )
    if WORD.search(text) is None:
        raise EmptyArticleError(
            f"the text has no letter or digit in its {len(text)} characters: give a text"
        )
    if "\0" in text:
        raise BinaryArticleError(
            f"the text holds a NUL character at {text.index(chr(0))}, so it is not text: "
            "give the text itself"
        )
    _check_value("text", text)


def check_published(published: str) -> str:
    """Return the date or date-time of publication, with a `T` before the time.

    Raises:
        ArticleError: it is neither in ISO 8601, or there is no such day or time.
    """
    match = PUBLISHED.fullmatch(published.strip())
    try:
        if match is None:
            raise ValueError("it is not of the form 2024-03-19 or 2024-03-19T08:30:00+08:00")
        day, time, zone = match.groups()
        date.fromisoformat(day)
        moment = day if time is None else f"{day}T{time}{zone or ''}"
        datetime.fromisoformat(moment)
    except ValueError as error:
        raise ArticleError(
            f"{published!r} is no date of publication: {error}; give an ISO date or leave it out"
        ) from error
    return moment


def first_line(text: str) -> str:
    """Return the first line with a letter or digit, for a title."""
    start = WORD.search(text)
    if start is None:
        return ""
    # Lines end as in `str.splitlines`, so that a title never holds an old Mac's line end.
    before = text[: start.start()].splitlines(keepends=True)
    begun = before[-1] if before and not before[-1].endswith(("\n", "\r")) else ""
    return _shorten(begun + text[start.start() :][:MAX_TITLE].splitlines()[0])


def _shorten(title: str) -> str:
    return " ".join(title.split())[:MAX_TITLE].rstrip()


def _check_value(name: str, value: str | None) -> None:
    half = SURROGATE.search(value) if value else None
    if half is not None:
        raise EncodingError(
            f"the {name} holds half a surrogate pair, {half[0]!r} at {half.start()}, as a text "
            "cut inside an emoji does: give the whole text"
        )
