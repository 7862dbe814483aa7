"""Reads a text by the pipeline of its language and says what was found by names instead of ids."""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from ingest.pipelines import load_pipeline
from schema.records import Article, ExtractedDeal, Extraction


@cache
def pipeline(language: str) -> Language:
    return load_pipeline(language)


def read_doc(text: str, language: str) -> Doc:
    return pipeline(language)(text)


def read(text: str, language: str, published: str | None = None) -> Extraction:
    nlp = pipeline(language)
    doc = nlp.make_doc(text)
    doc._.article = Article("a", text, "", language, published)
    extraction = nlp(doc)._.extraction
    assert isinstance(extraction, Extraction)
    return extraction


def entities(text: str, language: str) -> set[tuple[str, str]]:
    return {(entity.type, entity.name) for entity in read(text, language).entities}


def relations(text: str, language: str) -> set[tuple[str, str, str]]:
    extraction = read(text, language)
    names = {entity.id: entity.name for entity in extraction.entities}
    return {(r.type, names[r.source], names[r.target]) for r in extraction.relations}


def parties(extraction: Extraction, deal: ExtractedDeal) -> set[tuple[str, str]]:
    names = {entity.id: entity.name for entity in extraction.entities}
    return {(party.role, names[party.entity]) for party in deal.participants}


def deals(text: str, language: str) -> list[tuple[str, set[tuple[str, str]]]]:
    extraction = read(text, language)
    return [(deal.type, parties(extraction, deal)) for deal in extraction.deals]
