"""What all components keep on a doc: its article, sentences, and what has been read from it."""

from datetime import date

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from ingest.lexicon import Language as Tongue
from ingest.lexicon import fold
from ingest.reading.articles import first_line
from ingest.rules.sentences import sentence_spans
from schema.records import Article, article_id


def set_extensions() -> None:
    """Register `doc._.article` and `doc._.extraction`; doing so again changes nothing."""
    for name in ("article", "extraction"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


set_extensions()


def tongue(nlp: Language) -> Tongue:
    """Return `zh` for a Chinese pipeline, else `en`."""
    return "zh" if nlp.lang == "zh" else "en"


def article_of(doc: Doc, language: Tongue) -> Article:
    """Return the article that a doc was made of, or one of its text alone, as in a notebook."""
    given = doc._.article
    if isinstance(given, Article):
        return given
    return Article(
        id=article_id(doc.text), text=doc.text, title=first_line(doc.text), language=language
    )


def published_on(article: Article) -> date | None:
    """Return the day of publication."""
    return None if article.published is None else date.fromisoformat(article.published[:10])


def spans_of(doc: Doc, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the spans that begin and end between tokens, as token numbers with their labels."""
    found = []
    for start, end, label in spans:
        span = doc.char_span(start, end, label=label, alignment_mode="strict")
        if span is not None:
            found.append((span.start, span.end, label))
    return found


@Language.factory("guanxi_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> "Sentences":
    return Sentences(tongue(nlp))


class Sentences:
    """Marks where sentences begin, before the parser or in its place."""

    def __init__(self, language: Tongue) -> None:
        self.language = language

    def __call__(self, doc: Doc) -> Doc:
        starts = {
            start for start, _ in sentence_spans(fold(doc.text, self.language), self.language)
        }
        # By one array, since setting token by token takes as long as tagging them.
        places = doc.to_array(["IDX"]).ravel().tolist()
        marks = [1 if number == 0 or place in starts else -1 for number, place in enumerate(places)]
        array = np.array(marks, dtype="int64").astype("uint64")
        return doc.from_array("SENT_START", array)  # type: ignore[arg-type]  # stubs want Ints2d
