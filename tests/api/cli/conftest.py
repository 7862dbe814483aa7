"""A small store about invented firms, told by a Chinese and an English article."""

from decimal import Decimal
from pathlib import Path

import pytest

from graph.ledger import record
from graph.open_store import open_store
from schema.money import Money
from schema.records import (
    Article,
    ExtractedDeal,
    ExtractedEntity,
    ExtractedRelation,
    Extraction,
    Participant,
    Span,
)

CHINESE = (
    "北辰智能由林知远创办。2024年8月3日，北辰智能把模型许可给海岬汽车，作价3亿元。"
    "林知远随后从北辰智能加入海岬汽车。"
)
ENGLISH = "Haijia Motors owns Quay Batteries. Quay Batteries sits in Lisbon."


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def entity(id: str, type: str, text: str, name: str, *aliases: str) -> ExtractedEntity:
    return ExtractedEntity(id, type, name, aliases, (span(text, name),))


def chinese() -> Extraction:
    text = CHINESE
    licence, hire = text.split("。")[1] + "。", text.split("。")[2] + "。"
    return Extraction(
        article=Article("beichen", text, "北辰", "zh", "2024-08-04"),
        entities=(
            entity("e1", "FIRM", text, "北辰智能"),
            entity("e2", "FIRM", text, "海岬汽车", "Haijia Motors"),
            entity("e3", "PERSON", text, "林知远"),
        ),
        relations=(
            ExtractedRelation("FOUNDED", "e3", "e1", (span(text, "北辰智能由林知远创办。"),), 0.9),
        ),
        deals=(
            ExtractedDeal(
                id="d1",
                type="LICENCE",
                status="ANNOUNCED",
                participants=(Participant("LICENSOR", "e1"), Participant("LICENSEE", "e2")),
                evidence=(span(text, licence),),
                confidence=0.8,
                date="2024-08-03",
                amount=Money(Decimal(300_000_000), "CNY"),
            ),
            ExtractedDeal(
                id="d2",
                type="HIRE",
                status="COMPLETED",
                participants=(
                    Participant("EMPLOYER", "e2"),
                    Participant("FORMER_EMPLOYER", "e1"),
                    Participant("PERSON", "e3"),
                ),
                evidence=(span(text, hire),),
                confidence=0.7,
            ),
        ),
        extractor="hand",
        extractor_version="1",
    )


def english() -> Extraction:
    text = ENGLISH
    owns, sits = text.split(". ")[0] + ".", text.split(". ")[1]
    return Extraction(
        article=Article("haijia", text, "Haijia", "en", "2025-01-02"),
        entities=(
            entity("e1", "FIRM", text, "Haijia Motors"),
            entity("e2", "FIRM", text, "Quay Batteries"),
            entity("e3", "PLACE", text, "Lisbon"),
        ),
        relations=(
            ExtractedRelation("OWNS", "e1", "e2", (span(text, owns),), 0.95),
            ExtractedRelation("LOCATED_IN", "e2", "e3", (span(text, sits),), 0.9),
        ),
        extractor="hand",
        extractor_version="1",
    )


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which `guanxi.db`, the default store, holds both articles."""
    folder = tmp_path_factory.mktemp("filled")
    with open_store(f"sqlite:///{folder / 'guanxi.db'}") as store:
        for extraction in (chinese(), english()):
            record(store, extraction, recorded_at="2025-01-03T00:00:00+00:00")
    return folder
