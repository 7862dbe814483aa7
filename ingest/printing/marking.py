"""What to mark in an article and which facts to list beside it, for a terminal and a page alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from schema.money import Money
from schema.records import (
    ExtractedDeal,
    ExtractedEntity,
    ExtractedRelation,
    Extraction,
    Indicator,
    Properties,
    Span,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text that is marked in one way; all pieces together are the text.

    `type` and `name` are those of the entity that is named here, `last` says that the mention
    ends with this piece, and `evidence` that the piece is quoted for a fact.
    """

    text: str
    type: str | None = None
    name: str | None = None
    last: bool = False
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact in one line, how sure it is, and the words that say it."""

    kind: str
    line: str
    confidence: float
    evidence: tuple[str, ...]


def pieces_of(extraction: Extraction) -> Iterator[Piece]:
    """Yield the article's text from end to end, cut where a mark begins or ends.

    Where mentions overlap, the one that begins first is marked, the longer of two that begin
    together.
    """
    text = extraction.article.text
    mentions = _apart(_mentions(extraction.entities))
    quotes = _merged(_evidence(extraction))
    cuts = {0, len(text)}
    cuts.update(edge for start, end, _ in mentions for edge in (start, end))
    cuts.update(edge for quote in quotes for edge in quote)
    edges = sorted(cuts)
    mention, quote = 0, 0
    for start, end in pairwise(edges):
        while mention < len(mentions) and mentions[mention][1] <= start:
            mention += 1
        while quote < len(quotes) and quotes[quote][1] <= start:
            quote += 1
        quoted = quote < len(quotes) and quotes[quote][0] <= start
        if mention < len(mentions) and mentions[mention][0] <= start:
            _, stop, entity = mentions[mention]
            yield Piece(text[start:end], entity.type, entity.name, end == stop, quoted)
        else:
            yield Piece(text[start:end], evidence=quoted)


def facts_of(extraction: Extraction) -> Iterator[ToldFact]:
    """Yield every relation, deal and indicator with names in place of ids, in their order."""
    names = {entity.id: entity.name for entity in extraction.entities}
    for relation in extraction.relations:
        yield _told_relation(relation, names)
    for deal in extraction.deals:
        yield _told_deal(deal, names)
    for entity in extraction.entities:
        for indicator in entity.indicators:
            yield _told_indicator(entity, indicator)


def plain_number(value: Decimal) -> str:
    """Return a figure in digits, grouped by thousands, without an exponent."""
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value.normalize():,f}"


Marked = tuple[int, int, ExtractedEntity]


def _mentions(entities: Iterable[ExtractedEntity]) -> list[Marked]:
    found = [(span.start, span.end, entity) for entity in entities for span in entity.mentions]
    return sorted(found, key=lambda marked: (marked[0], -marked[1]))


def _apart(mentions: Sequence[Marked]) -> list[Marked]:
    kept: list[Marked] = []
    for mention in mentions:
        if not kept or mention[0] >= kept[-1][1]:
            kept.append(mention)
    return kept


def _evidence(extraction: Extraction) -> list[Span]:
    spans = [span for relation in extraction.relations for span in relation.evidence]
    spans += [span for deal in extraction.deals for span in deal.evidence]
    for entity in extraction.entities:
        spans += [span for indicator in entity.indicators for span in indicator.evidence]
    return spans


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _told_relation(relation: ExtractedRelation, names: Mapping[str, str]) -> ToldFact:
    parts = [f"{names[relation.source]} → {names[relation.target]}"]
    parts += _told_properties(relation.properties)
    return _told(relation.type, parts, relation.confidence, relation.evidence)


def _told_deal(deal: ExtractedDeal, names: Mapping[str, str]) -> ToldFact:
    parts = [f"{party.role} {names[party.entity]}" for party in deal.participants]
    parts.append(deal.status)
    if deal.date is not None:
        parts.append(deal.date)
    if deal.amount is not None:
        parts.append(f"amount {_told_sum(deal.amount)}")
    if deal.stake is not None:
        parts.append(f"stake {float(deal.stake):.4g}")
    if deal.valuation is not None:
        parts.append(f"valuation {_told_sum(deal.valuation)}")
    parts += _told_properties(deal.properties)
    return _told(deal.type, parts, deal.confidence, deal.evidence)


def _told_indicator(entity: ExtractedEntity, indicator: Indicator) -> ToldFact:
    parts = [entity.name, f"{plain_number(indicator.value)} {indicator.unit}"]
    if indicator.date is not None:
        parts.append(indicator.date)
    return _told(indicator.measure, parts, indicator.confidence, indicator.evidence)


def _told(kind: str, parts: Iterable[str], confidence: float, evidence: Iterable[Span]) -> ToldFact:
    return ToldFact(kind, "; ".join(parts), confidence, tuple(span.text for span in evidence))


def _told_properties(properties: Properties) -> list[str]:
    return [f"{name} {value}" for name, value in properties.items() if value is not None]


def _told_sum(money: Money) -> str:
    return f"{plain_number(money.value)} {money.currency}"
