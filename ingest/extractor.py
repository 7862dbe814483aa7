"""What it takes to read the facts out of articles."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from schema.records import Article, Extraction


class Extractor(Protocol):
    """Reads articles. `version` changes whenever the same article may give other facts."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield what each article says, one extraction an article, in their order.

        Raises:
            GuanxiError: an article cannot be read.
        """
