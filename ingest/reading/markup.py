"""Finds what a web page or a Markdown text says: its main text, title, date and address."""

import re
from dataclasses import dataclass

from trafilatura import bare_extraction
from trafilatura.settings import Document

from ingest.reading.articles import PUBLISHED
from ingest.reading.encoding import decode
from schema.errors import EmptyArticleError

CHARSET_BYTES = 1024
"""Where browsers look for a page's declaration of its encoding."""

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_-]+)""", re.IGNORECASE)
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$|^(\S.*)\r?\n=+[ \t]*$", re.MULTILINE)
FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Writing:
    """A text with what its file says about it."""

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None


def read_plain(data: bytes) -> Writing:
    """Return a plain text, whose first line will be its title."""
    return Writing(decode(data))


def read_markdown(data: bytes) -> Writing:
    """Return a Markdown text as it stands, marks included, with its first heading for a title."""
    text = decode(data)
    # A comment in a code block looks like a heading.
    match = HEADING.search(FENCE.sub("", text))
    return Writing(text, title=None if match is None else match[1] or match[2])


def read_page(data: bytes) -> Writing:
    """Return the main text of an HTML page, without menus and the like, and its metadata.

    The day of publication comes from the page's metadata, not from days that its text names.

    Raises:
        EmptyArticleError: the page has no main text.
        ArticleError: the bytes are not text in an encoding that is read.
    """
    charset = CHARSET.search(data[:CHARSET_BYTES])
    declared = None if charset is None else charset[1].decode("ascii")
    page = _main_text(decode(data, declared=declared))
    if page is None or not page.text:
        raise EmptyArticleError("no main text was found in the page: save the article as .txt")
    return Writing(
        page.text,
        title=page.title,
        published=page.date if page.date and PUBLISHED.fullmatch(page.date) else None,
        url=page.url,
        source=page.sitename,
    )


def _main_text(html: str) -> Document | None:
    if not html.strip():
        return None
    page = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        # By default days in the running text count too, which are often those of a deal.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    # A dict comes only where it is asked for.
    return page if isinstance(page, Document) else None
