"""What one article says of a fact: its values and its words."""

from decimal import Decimal
from typing import Self

import strawberry
from strawberry.scalars import JSON

from api.graphql.articles import Article, Evidence, article_of
from api.graphql.enums import Bound, DealStatus
from schema import money, records


@strawberry.type(description="A sum of money in plain units: 6.5亿美元 is 650000000 USD.")
class Money:
    value: Decimal = strawberry.field(description="How much, in plain units of the currency.")
    currency: str = strawberry.field(description="ISO 4217 code.")
    bound: Bound = strawberry.field(description="Whether the text says exactly, at least or about.")
    upper: Decimal | None = strawberry.field(description="The upper end where a range is stated.")

    @classmethod
    def of(cls, record: money.Money | None) -> Self | None:
        if record is None:
            return None
        return cls(
            value=record.value,
            currency=record.currency,
            bound=Bound(record.bound),
            upper=record.upper,
        )


@strawberry.type(description="One article's statement of a fact.")
class Claim:
    status: DealStatus | None = strawberry.field(description="A deal's status as this one has it.")
    date: str | None = strawberry.field(description="ISO date, as precise as the text.")
    amount: Money | None = strawberry.field(description="What is paid, as this one has it.")
    valuation: Money | None = strawberry.field(description="What the firm is said to be worth.")
    stake: Decimal | None = strawberry.field(description="The share that changes hands, 0 to 1.")
    value: Decimal | None = strawberry.field(description="A figure's value.")
    unit: str | None = strawberry.field(description="A figure's unit.")
    properties: JSON = strawberry.field(description="What else it says, by name.")
    confidence: float = strawberry.field(description="How sure the extractor was, 0 to 1.")
    extractor: str = strawberry.field(description="What read it, with its version.")
    reported_at: str | None = strawberry.field(description="The article's date.")
    recorded_at: str = strawberry.field(description="When it entered the store.")
    evidence: list[Evidence] = strawberry.field(description="The words that say so.")
    article_id: strawberry.Private[str]

    @classmethod
    def of(cls, record: records.Claim) -> Self:
        said = record.statement
        return cls(
            status=DealStatus(said.status) if said.status else None,
            date=said.date,
            amount=Money.of(said.amount),
            valuation=Money.of(said.valuation),
            stake=said.stake,
            value=said.value,
            unit=said.unit,
            properties=JSON(dict(said.properties)),
            confidence=record.confidence,
            extractor=f"{record.extractor} {record.extractor_version}",
            reported_at=record.reported_at,
            recorded_at=record.recorded_at,
            evidence=[Evidence.of(record, span) for span in record.evidence],
            article_id=record.article,
        )

    article: Article = strawberry.field(
        resolver=article_of, description="The article that claims it."
    )
