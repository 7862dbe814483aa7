from pathlib import Path

import pytest
import spacy

from ingest.extractor import Extractor
from ingest.pipelines import load_pipeline
from ingest.printing.output import extraction_to_json
from ingest.rules_extractor import RulesExtractor
from ingest.version import EXTRACTOR, EXTRACTOR_VERSION
from schema.contract import check_extraction
from schema.errors import LanguageError
from schema.ontology import ontology
from schema.records import Article
from tests.ingest.piped import pipeline, read, read_doc

TEXTS = [
    (
        "zh",
        "2024年3月，微软同意支付6亿元，获得云帆软件的使用授权。\n\n😀 董事长王芳说，总部在北京。",
    ),
    (
        "en",
        "On 19 March 2024 Acme Motors acquired Bolt Batteries for $40 million. 😀 It sued Google.",
    ),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_pipeline_shows_names_cues_and_facts(language: str, text: str) -> None:
    doc = read_doc(text, language)
    assert doc.text == text
    assert doc.ents
    assert doc.spans["cues"]
    assert doc.spans["values"]
    assert doc._.extraction.deals


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_what_is_read_follows_the_contract(language: str, text: str) -> None:
    extraction = read(text, language)
    check_extraction(extraction_to_json(extraction), text=text)


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_every_fact_has_evidence_and_a_confidence(language: str, text: str) -> None:
    extraction = read(text, language)
    facts = [(r.confidence, r.evidence) for r in extraction.relations]
    facts += [(deal.confidence, deal.evidence) for deal in extraction.deals]
    for confidence, evidence in facts:
        assert 0 < confidence < 1
        assert evidence
        assert all(text[span.start : span.end] == span.text for span in evidence)


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_only_what_the_ontology_allows_is_read(language: str, text: str) -> None:
    extraction = read(text, language)
    types = {entity.id: entity.type for entity in extraction.entities}
    for relation in extraction.relations:
        assert ontology().allows(relation.type, types[relation.source], types[relation.target])
    for deal in extraction.deals:
        for party in deal.participants:
            assert ontology().allows_role(deal.type, party.role, types[party.entity])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀", "。", "..."])
def test_next_to_nothing_reads_as_nothing(language: str, text: str) -> None:
    extraction = read(text, language)
    assert (extraction.entities, extraction.relations, extraction.deals) == ((), (), ())


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_pipeline_reads_the_same_after_a_trip_to_disk(
    language: str, text: str, tmp_path: Path
) -> None:
    pipeline(language).to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again(text)._.extraction == read_doc(text, language)._.extraction


def test_another_language_is_refused_by_name() -> None:
    with pytest.raises(LanguageError, match="'fr'"):
        load_pipeline("fr")


def test_articles_come_out_in_order_and_alike_alone_or_together() -> None:
    articles = [
        Article(str(n), text, "", language)
        for n, (language, text) in enumerate([*TEXTS, *reversed(TEXTS), ("zh", "")])
    ]
    extractor: Extractor = RulesExtractor()
    together = list(extractor.extract(articles))
    assert [extraction.article for extraction in together] == articles
    assert together == [next(extractor.extract([article])) for article in articles]
    assert {(e.extractor, e.extractor_version) for e in together} == {
        (EXTRACTOR, EXTRACTOR_VERSION)
    }


def test_dates_are_reckoned_from_the_day_of_publication() -> None:
    extraction = read("周二，微软收购了云帆软件。", "zh", published="2024-03-21")
    assert [deal.date for deal in extraction.deals] == ["2024-03-19"]
