"""Turns an extraction into the JSON object that `extract` prints, and back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from schema.contract import check_extraction
from schema.money import Money
from schema.records import (
    SCHEMA_VERSION,
    Article,
    ExtractedDeal,
    ExtractedEntity,
    ExtractedRelation,
    Extraction,
    Indicator,
    Participant,
    Span,
)

Json = Mapping[str, Any]


def extraction_to_json(extraction: Extraction) -> dict[str, object]:
    """Return the object of the extraction contract, in plain JSON values.

    It has no room for the extractor, the article's source, the bounds of a sum, and the evidence
    and confidence of indicators.
    """
    article = extraction.article
    return {
        "schema_version": SCHEMA_VERSION,
        "article": {
            "id": article.id,
            "title": article.title,
            "language": article.language,
            "published": article.published,
            "url": article.url,
        },
        "entities": [_entity(entity) for entity in extraction.entities],
        "relations": [_relation(relation) for relation in extraction.relations],
        "deals": [_deal(deal) for deal in extraction.deals],
    }


def extraction_from_json(extraction: object, text: str) -> Extraction:
    """Return the extraction that an object of the contract stands for.

    Args:
        extraction: What `extraction_to_json` gives, as parsed JSON.
        text: The article's text, which the contract leaves out.

    Raises:
        ContractError: the object does not follow the contract or does not fit the text.
    """
    check_extraction(extraction, text=text)
    assert isinstance(extraction, Mapping)  # the check has just said so
    return Extraction(
        article=Article(text=text, **extraction["article"]),
        entities=tuple(_entity_of(entity) for entity in extraction["entities"]),
        relations=tuple(_relation_of(relation) for relation in extraction["relations"]),
        deals=tuple(_deal_of(deal) for deal in extraction["deals"]),
    )


# --- To JSON ---------------------------------------------------------------------------------


def _entity(entity: ExtractedEntity) -> dict[str, object]:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "mentions": [_span(mention) for mention in entity.mentions],
        "indicators": [
            {
                "measure": indicator.measure,
                "value": _number(indicator.value),
                "unit": indicator.unit,
                "date": indicator.date,
            }
            for indicator in entity.indicators
        ],
    }


def _relation(relation: ExtractedRelation) -> dict[str, object]:
    return {
        "type": relation.type,
        "source": relation.source,
        "target": relation.target,
        "properties": dict(relation.properties),
        "evidence": [_span(span) for span in relation.evidence],
        "confidence": relation.confidence,
    }


def _deal(deal: ExtractedDeal) -> dict[str, object]:
    return {
        "id": deal.id,
        "type": deal.type,
        "status": deal.status,
        "date": deal.date,
        "amount": _sum(deal.amount),
        "stake": None if deal.stake is None else float(deal.stake),
        "valuation": _sum(deal.valuation),
        "properties": dict(deal.properties),
        "participants": [
            {"role": participant.role, "entity": participant.entity}
            for participant in deal.participants
        ],
        "evidence": [_span(span) for span in deal.evidence],
        "confidence": deal.confidence,
    }


def _span(span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _sum(money: Money | None) -> dict[str, object] | None:
    return None if money is None else {"value": _number(money.value), "currency": money.currency}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


# --- From JSON -------------------------------------------------------------------------------


def _entity_of(entity: Json) -> ExtractedEntity:
    return ExtractedEntity(
        id=entity["id"],
        type=entity["type"],
        name=entity["name"],
        aliases=tuple(entity["aliases"]),
        mentions=_spans(entity["mentions"]),
        indicators=tuple(
            Indicator(
                measure=indicator["measure"],
                value=_decimal(indicator["value"]),
                unit=indicator["unit"],
                date=indicator["date"],
            )
            for indicator in entity["indicators"]
        ),
    )


def _relation_of(relation: Json) -> ExtractedRelation:
    return ExtractedRelation(
        type=relation["type"],
        source=relation["source"],
        target=relation["target"],
        evidence=_spans(relation["evidence"]),
        confidence=relation["confidence"],
        properties=dict(relation["properties"]),
    )


def _deal_of(deal: Json) -> ExtractedDeal:
    return ExtractedDeal(
        id=deal["id"],
        type=deal["type"],
        status=deal["status"],
        participants=tuple(Participant(**participant) for participant in deal["participants"]),
        evidence=_spans(deal["evidence"]),
        confidence=deal["confidence"],
        date=deal["date"],
        amount=_money_of(deal["amount"]),
        stake=None if deal["stake"] is None else _decimal(deal["stake"]),
        valuation=_money_of(deal["valuation"]),
        properties=dict(deal["properties"]),
    )


def _spans(spans: list[Json]) -> tuple[Span, ...]:
    return tuple(Span(**span) for span in spans)


def _money_of(money: Json | None) -> Money | None:
    return None if money is None else Money(_decimal(money["value"]), money["currency"])


def _decimal(number: float) -> Decimal:
    # By way of its text, so that 0.1 is a tenth and not the nearest binary fraction.
    return Decimal(str(number))
