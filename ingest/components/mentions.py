"""The components that put typed names into `doc.ents`, for Chinese and for English."""

from collections.abc import Iterable
from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.components.lac import words_of
from ingest.lexicon import fold_chinese
from ingest.names.bracket_names import bracketed_names
from ingest.names.consensus import agree
from ingest.names.dotted_names import dotted_names
from ingest.names.glosses import glossed_names
from ingest.names.listed_people import people_in_lists
from ingest.names.mention import Mention, without_overlaps
from ingest.names.names_en import english_names, short_forms
from ingest.names.names_latin import latin_names
from ingest.names.names_zh import chinese_names, with_short_names
from ingest.names.people_short import people_by_part
from ingest.names.place_lists import without_place_lists
from ingest.names.products import known_products, owned_products, products_beside_nouns

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
        found = list(
            chain(chinese_names(text, words), latin_names(text, words), known_products(text))
        )
        found += bracketed_names(text, found)
        found += chain(glossed_names(text, found), dotted_names(text, found))
        found += people_in_lists(text, without_overlaps(found))
        found += people_by_part(text, without_overlaps(found))
        found += owned_products(text, without_overlaps(found))
        found = list(without_place_lists(text, found))
        chosen = without_overlaps(with_short_names(text, words, found))
        edges = {word.start for word in words} | {word.end for word in words}
        set_mentions(doc, agree(text, chosen, edges))
        return doc


class EnglishMentions:
    """spaCy's entities trimmed, lengthened and typed anew, with listed and passed-over names."""

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        found = [*english_names(doc), *known_products(text)]
        found += [*glossed_names(text, found), *dotted_names(text, found)]
        found += people_in_lists(text, without_overlaps(found))
        found += people_by_part(text, without_overlaps(found))
        found += products_beside_nouns(text, without_overlaps(found))
        found += [*bracketed_names(text, found), *short_forms(text, found)]
        set_mentions(doc, agree(text, without_overlaps(found)))
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
