"""Extractions that tests share: one in Chinese with all kinds of facts, one in English."""

from decimal import Decimal

from schema.money import Money
from schema.records import (
    Article,
    ExtractedDeal,
    ExtractedEntity,
    ExtractedRelation,
    Extraction,
    Indicator,
    Participant,
    Span,
)

ZH = (
    "🤝𠮷祥电池与Alpha Labs签约\r\n"
    "𠮷祥电池2024年营收约12.5亿元。Alpha Labs持有贝塔芯片30.5%股权。"
    "𠮷祥电池以6.5亿美元获得Alpha Labs的非独家授权。"
)
EN = "Alpha Labs (阿尔法) hired Ann Lee from Beta Chips <b>on Monday</b> & paid nothing."


def span(text: str, words: str, occurrence: int = 0) -> Span:
    """Return where `words` stand in `text`, counted from the first place."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words), words)


def chinese_deals() -> tuple[ExtractedDeal, ...]:
    licence = (span(ZH, "𠮷祥电池以6.5亿美元获得Alpha Labs的非独家授权。"),)
    return (
        ExtractedDeal(
            id="d1",
            type="LICENCE",
            status="SIGNED",
            participants=(Participant("LICENSOR", "e2"), Participant("LICENSEE", "e1")),
            evidence=licence,
            confidence=0.9,
            date="2024-03",
            amount=Money(Decimal("650000000"), "USD"),
            properties={"exclusive": False, "subject": None},
        ),
        ExtractedDeal(
            id="d2",
            type="INVESTMENT",
            status="RUMOURED",
            participants=(Participant("INVESTOR", "e1"), Participant("INVESTEE", "e3")),
            evidence=licence,
            confidence=0.5,
            stake=Decimal("0.305"),
            valuation=Money(Decimal("1234.5"), "CNY"),
        ),
    )


def chinese() -> Extraction:
    return Extraction(
        article=Article(
            id="zh-1",
            text=ZH,
            title="🤝𠮷祥电池与Alpha Labs签约",
            language="zh",
            published="2024-03-19T08:30:00+08:00",
            url="https://example.com/zh-1",
        ),
        entities=(
            ExtractedEntity(
                id="e1",
                type="FIRM",
                name="𠮷祥电池",
                mentions=tuple(span(ZH, "𠮷祥电池", number) for number in range(3)),
                indicators=(
                    Indicator("REVENUE", Decimal("1250000000"), "CNY", "2024"),
                    Indicator("GROWTH", Decimal("0.125"), "fraction"),
                ),
            ),
            ExtractedEntity(
                id="e2",
                type="FIRM",
                name="Alpha Labs",
                mentions=tuple(span(ZH, "Alpha Labs", number) for number in range(3)),
            ),
            ExtractedEntity(
                id="e3", type="FIRM", name="贝塔芯片", mentions=(span(ZH, "贝塔芯片"),)
            ),
        ),
        relations=(
            ExtractedRelation(
                type="OWNS",
                source="e2",
                target="e3",
                evidence=(span(ZH, "Alpha Labs持有贝塔芯片30.5%股权。"),),
                confidence=0.75,
                properties={"stake": 0.305},
            ),
        ),
        deals=chinese_deals(),
    )


def english() -> Extraction:
    return Extraction(
        article=Article(id="en-1", text=EN, title="Alpha <b>Labs</b> & Beta", language="en"),
        entities=(
            ExtractedEntity(
                id="e1",
                type="FIRM",
                name="Alpha Labs",
                aliases=("阿尔法",),
                mentions=(span(EN, "Alpha Labs"), span(EN, "阿尔法")),
            ),
            ExtractedEntity(
                id="e2", type="PERSON", name="Ann Lee", mentions=(span(EN, "Ann Lee"),)
            ),
            ExtractedEntity(
                id="e3", type="FIRM", name="Beta Chips", mentions=(span(EN, "Beta Chips"),)
            ),
        ),
        deals=(
            ExtractedDeal(
                id="d1",
                type="HIRE",
                status="COMPLETED",
                participants=(
                    Participant("EMPLOYER", "e1"),
                    Participant("FORMER_EMPLOYER", "e3"),
                    Participant("PERSON", "e2"),
                ),
                evidence=(span(EN, "hired Ann Lee from Beta Chips <b>on Monday</b>"),),
                confidence=0.8,
            ),
        ),
    )


def empty(text: str = "Nothing happened today.") -> Extraction:
    return Extraction(article=Article(id="none", text=text, title="Nothing", language="en"))
