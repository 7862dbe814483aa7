"""The components that put typed names into `doc.ents`, for Chinese and for English."""

from collections.abc import Iterable
from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.components.lac import words_of
from ingest.lexicon import fold_chinese
from ingest.names.bracket_names import bracketed_names
from ingest.names.consensus import agree
from ingest.names.mention import Mention, without_overlaps
from ingest.names.names_en import english_names, short_forms
from ingest.names.names_latin import latin_names
from ingest.names.names_zh import chinese_names, with_short_names

if not Span.has_extension("confidence"):
    Span.set_extension("confidence", default=None)


@Language.factory("guanxi_mentions_zh", requires=["doc.spans"], assigns=["doc.ents"])
def make_mentions_zh(nlp: Language, name: str) -> "ChineseMentions":
    return ChineseMentions()


@Language.factory("guanxi_mentions_en", requires=["doc.ents"], assigns=["doc.ents"])
def make_mentions_en(nlp: Language, name: str) -> "EnglishMentions":
    return EnglishMentions()


class ChineseMentions:
    """Names from LAC's words, from lists, in Latin letters and by their endings."""

    def __call__(self, doc: Doc) -> Doc:
        text, words = fold_chinese(doc.text), words_of(doc)
        found = list(chain(chinese_names(text, words), latin_names(text, words)))
        found += bracketed_names(text, found)
        chosen = without_overlaps(with_short_names(text, words, found))
        edges = {word.start for word in words} | {word.end for word in words}
        set_mentions(doc, agree(text, chosen, edges))
        return doc


class EnglishMentions:
    """spaCy's entities trimmed, lengthened and typed anew, with listed and passed-over names."""

    def __call__(self, doc: Doc) -> Doc:
        found = list(english_names(doc))
        found += [*bracketed_names(doc.text, found), *short_forms(doc.text, found)]
        set_mentions(doc, agree(doc.text, without_overlaps(found)))
        return doc


def set_mentions(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Make mentions the doc's entities; one that does not begin and end with tokens is left out."""
    spans = []
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, label=mention.type)
        if span is not None:
            span._.confidence = mention.confidence
            spans.append(span)
    doc.ents = spans


def mentions_of(doc: Doc) -> list[Mention]:
    """Return the doc's entities as mentions."""
    return [
        Mention(ent.start_char, ent.end_char, ent.label_, ent._.confidence or 1.0, "doc")
        for ent in doc.ents
    ]
