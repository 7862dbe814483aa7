"""Reads articles with the rule-based pipelines."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby

from spacy.language import Language
from spacy.tokens import Doc

from ingest.pipelines import load_pipeline
from ingest.version import EXTRACTOR, EXTRACTOR_VERSION
from schema.records import Article, Extraction

BATCH = 16
"""Articles that go through a pipeline together."""


class RulesExtractor:
    """The `Extractor` by rules: what it gives depends on the article alone."""

    name = EXTRACTOR
    version = EXTRACTOR_VERSION

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield what each article says, in their order; neighbours of one language go together.

        Raises:
            LanguageError: an article is in a language without a pipeline.
        """
        for language, group in groupby(articles, key=lambda article: article.language):
            nlp = _pipeline(language)
            for doc in nlp.pipe((_doc(nlp, article) for article in group), batch_size=BATCH):
                yield replace(doc._.extraction, extractor=self.name, extractor_version=self.version)


@cache
def _pipeline(language: str) -> Language:
    return load_pipeline(language)


def _doc(nlp: Language, article: Article) -> Doc:
    doc = nlp.make_doc(article.text)
    doc._.article = article
    return doc
