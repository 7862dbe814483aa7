"""How much of everything a store holds."""

from collections.abc import Mapping

import strawberry

from api.graphql.context import Info, in_thread


@strawberry.type(description="How many there are of a kind.")
class TypeCount:
    type: str = strawberry.field(description="The kind.")
    count: int = strawberry.field(description="How many of it.")


def counts(by_type: Mapping[str, int]) -> list[TypeCount]:
    """Return counts by type, in the order of their names."""
    return [TypeCount(type=name, count=by_type[name]) for name in sorted(by_type)]


@strawberry.type(description="How much of everything a store holds.")
class Statistics:
    articles: int = strawberry.field(description="How many articles.")
    claims: int = strawberry.field(
        description="How many claims: facts as single articles say them."
    )
    mentions: int = strawberry.field(description="How many places name an entity.")
    judgements: int = strawberry.field(description="How many judgements on who is the same.")
    entities: list[TypeCount] = strawberry.field(description="Entities by kind.")
    relations: list[TypeCount] = strawberry.field(description="Relations by kind.")
    deals: list[TypeCount] = strawberry.field(description="Deals by kind.")
    indicators: list[TypeCount] = strawberry.field(description="Figures by measure.")
    languages: list[TypeCount] = strawberry.field(description="Articles by language.")
    version: int = strawberry.field(description="Grows with every change of the store.")


async def load_statistics(info: Info) -> Statistics:
    """Return the store's counts."""
    found = await in_thread(info.context.store.statistics)
    return Statistics(
        articles=found.articles,
        claims=found.claims,
        mentions=found.mentions,
        judgements=found.judgements,
        entities=counts(found.entities),
        relations=counts(found.relations),
        deals=counts(found.deals),
        indicators=counts(found.indicators),
        languages=counts(found.languages),
        version=found.version,
    )
