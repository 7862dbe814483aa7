"""Reads articles from files, folders and standard input; a bad one is reported, the rest go on."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from ingest.reading.articles import check_published, make_article
from ingest.reading.encoding import refuse_magic
from ingest.reading.jsonl import read_lines
from ingest.reading.language import known_language
from ingest.reading.markup import read_markdown, read_page, read_plain
from schema.errors import ArticleError, ArticleTooLongError, EmptyArticleError, InputError
from schema.records import Article

MAX_BYTES = 10 * 1024 * 1024
"""Bytes read of one article, its page's markup included.

The longest article allowed has under a megabyte in any encoding; saved pages with their pictures
inline go to several. Past it the file is no article, and is left before it fills the memory.
"""

STDIN = "-"


class Format(StrEnum):
    """How the articles of a source are written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSONL = "jsonl"


ENDINGS = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".jsonl": Format.JSONL,
}
"""What the ending of a file's name says; a folder's other files are passed over."""

READERS = {
    Format.TEXT: read_plain,
    Format.MARKDOWN: read_markdown,
    Format.HTML: read_page,
}


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An article that cannot be read: where it stands and what is wrong with it."""

    source: str
    line: int | None
    error: ArticleError

    @property
    def place(self) -> str:
        return self.source if self.line is None else f"{self.source}:{self.line}"

    def __str__(self) -> str:
        return f"{self.place}: {self.error} ({self.error.code})"


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller says of articles whose source does not say it."""

    published: str | None = None
    language: str | None = None
    url: str | None = None


def read_articles(
    sources: Iterable[str | Path],
    *,
    published: str | None = None,
    language: str | None = None,
    url: str | None = None,
    stdin_format: str = Format.TEXT,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | ReadFailure]:
    """Yield the articles of `sources` in order, folders by name, and a failure for each bad one.

    A text keeps every character of its file but the byte order mark. An article's id is the one
    its JSON line gives, else a hash of its url; for a file its name without the ending unless
    `url` is given, and for standard input a hash of the text.

    Args:
        sources: Files (.txt, .md, .html, .jsonl), folders, or `-` for standard input.
        published: The day or time of articles that do not carry their own.
        language: `zh` or `en`, where it shall not be told from the text.
        url: The address of the one article that is read.
        stdin_format: How standard input is written, one of `Format`.
        stdin: What to read for `-`, by default the process's own.

    Raises:
        InputError: `url` is given for more than one article, or one of the other arguments is
            not a value of its kind.
    """
    places = [str(source) for source in sources]
    if url and (len(places) != 1 or not _is_one_article(places[0], stdin_format)):
        raise InputError(f"the url {url!r} can be that of one article only: give one file with it")
    if stdin_format not in list(Format):
        raise InputError(
            f"the format {stdin_format!r} is not one of {', '.join(Format)}: name one of these"
        )
    known = Known(
        published=check_published(published) if published else None,
        language=known_language(language) if language else None,
        url=url or None,
    )
    return _Reader(known, Format(stdin_format), stdin).read(places)


def _is_one_article(place: str, stdin_format: str) -> bool:
    if place == STDIN:
        return stdin_format != Format.JSONL
    path = Path(place)
    return not path.is_dir() and ENDINGS.get(path.suffix.lower()) is not Format.JSONL


class _Reader:
    """Reads one batch; remembers which file each name came from."""

    def __init__(self, known: Known, stdin_format: Format, stdin: BinaryIO | None) -> None:
        self.known = known
        self.stdin_format = stdin_format
        self.stdin = stdin
        self.named: dict[str, tuple[str, str]] = {}

    def read(self, places: Iterable[str]) -> Iterator[Article | ReadFailure]:
        for place in places:
            if place == STDIN:
                stream = sys.stdin.buffer if self.stdin is None else self.stdin
                yield from self._stream(stream, place, self.stdin_format, None)
            else:
                yield from self._path(Path(place))

    def _path(self, path: Path) -> Iterator[Article | ReadFailure]:
        try:
            if path.is_dir():
                yield from self._folder(path)
            else:
                yield from self._file(path)
        except OSError as error:
            reason = error.strerror or str(error)
            wrong = ArticleError(f"{str(path)!r} cannot be read: {reason}; check the path")
            yield ReadFailure(str(path), None, wrong)

    def _folder(self, folder: Path) -> Iterator[Article | ReadFailure]:
        empty = True
        for path in _files_under(folder):
            empty = False
            yield from self._path(path)
        if empty:
            known = ", ".join(ENDINGS)
            wrong = EmptyArticleError(f"no file in {str(folder)!r} ends with one of {known}")
            yield ReadFailure(str(folder), None, wrong)

    def _file(self, path: Path) -> Iterator[Article | ReadFailure]:
        ending = path.suffix.lower()
        with path.open("rb") as stream:
            if ending in ENDINGS or not ending:
                form = ENDINGS.get(ending, Format.TEXT)
                for item in self._stream(stream, str(path), form, path.stem):
                    yield self._once(item, path) if form is not Format.JSONL else item
            else:
                yield ReadFailure(str(path), None, _unknown_ending(stream, ending))

    def _stream(
        self, stream: BinaryIO, place: str, form: Format, name: str | None
    ) -> Iterator[Article | ReadFailure]:
        if form is Format.JSONL:
            known = self.known
            lines = read_lines(
                stream,
                max_bytes=MAX_BYTES,
                language=known.language,
                published=known.published,
            )
            for line, item in lines:
                yield item if isinstance(item, Article) else ReadFailure(place, line, item)
            return
        try:
            yield self._whole(stream, form, name)
        except ArticleError as error:
            yield ReadFailure(place, None, error)

    def _whole(self, stream: BinaryIO, form: Format, name: str | None) -> Article:
        data = stream.read(MAX_BYTES + 1)
        refuse_magic(data)
        if len(data) > MAX_BYTES:
            raise ArticleTooLongError(
                f"the file has more than {MAX_BYTES:,} bytes, at most so many are read as one "
                "article: split it, or give its articles as JSON lines"
            )
        writing = READERS[form](data)
        return make_article(
            writing.text,
            id=None if self.known.url else name,
            title=writing.title,
            language=self.known.language,
            published=writing.published or self.known.published,
            url=self.known.url or writing.url,
            source=writing.source,
        )

    def _once(self, item: Article | ReadFailure, path: Path) -> Article | ReadFailure:
        """Refuse an article whose name another file of the batch has, with another text.

        The store would take one for a correction of the other.
        """
        if isinstance(item, ReadFailure):
            return item
        first, revision = self.named.setdefault(item.id, (str(path), item.revision))
        if revision == item.revision:
            return item
        wrong = ArticleError(
            f"the article id {item.id!r} is that of {first!r} too, which has another text: "
            "rename one of the files, or give ids in JSON lines"
        )
        return ReadFailure(str(path), None, wrong)


def _unknown_ending(stream: BinaryIO, ending: str) -> ArticleError:
    try:
        refuse_magic(stream.read(16))
    except ArticleError as error:
        return error
    known = ", ".join(ENDINGS)
    return ArticleError(f"files that end with {ending!r} are not read, only {known}: rename it")


def _files_under(folder: Path) -> Iterator[Path]:
    """Yield the files with known endings in `folder` and below, by name; hidden ones are left."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        # A link to a folder may lead back up.
        if path.is_dir() and not path.is_symlink():
            try:
                yield from _files_under(path)
            except OSError:
                yield path  # reading it fails again, and is then reported
        elif path.suffix.lower() in ENDINGS and not path.is_dir():
            yield path
