"""Entities and the facts that join them: the types that refer to each other."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Self

import strawberry
from strawberry.scalars import JSON

from api.graphql.articles import Evidence, Mention, Node
from api.graphql.claims import Claim, Money
from api.graphql.connections import (
    DEFAULT_FIRST,
    After,
    Connection,
    First,
    checked_first,
    connection,
)
from api.graphql.context import Info
from api.graphql.enums import (
    DealRole,
    DealStatus,
    DealType,
    Direction,
    EntityType,
    Measure,
    RelationType,
    plain,
)
from graph.queries import Direction as StoreDirection
from graph.queries import EdgeFilter, Page
from schema import records
from schema.errors import NotFoundError
from schema.ontology import ontology
from schema.records import SOURCE, SUBJECT, TARGET, FactKind

AsOf = Annotated[date | None, strawberry.argument(description="Only what was true on this day.")]
KnownBy = Annotated[
    datetime | None, strawberry.argument(description="Only what had been reported by then.")
]
MinConfidence = Annotated[
    float, strawberry.argument(description="Only facts at least this sure, 0 to 1.")
]


async def load_claims(info: Info, fact_id: str) -> tuple[records.Claim, ...]:
    """Return a fact's claims, read together with others of the request."""
    store = info.context.store
    return await info.context.loader("claims", store.claims).load(fact_id) or ()


async def claims_of(root: strawberry.Parent["Fact"], info: Info) -> list[Claim]:
    """Return every article's claim of the fact."""
    return [Claim.of(claim) for claim in await load_claims(info, root.id)]


async def evidence_of(root: strawberry.Parent["Fact"], info: Info) -> list[Evidence]:
    """Return all words that say the fact."""
    claims = await load_claims(info, root.id)
    return [Evidence.of(claim, span) for claim in claims for span in claim.evidence]


async def load_entity(info: Info, entity_id: str) -> "Entity":
    """Return an entity that a fact names, read together with others of the request."""
    store = info.context.store
    record = await info.context.loader("entities", store.entities).load(entity_id)
    if record is None:
        raise NotFoundError(f"entity {entity_id!r} was withdrawn while it was read")
    return entity_of(record)


@strawberry.interface(description="Something that articles say, with the words that say it.")
class Fact(Node):
    confidence: float = strawberry.field(description="That of its best claim, 0 to 1.")
    valid_from: str | None = strawberry.field(description="Holds from this ISO date on, if known.")
    valid_to: str | None = strawberry.field(description="Holds until this ISO date, if known.")
    first_reported: str | None = strawberry.field(description="When an article first said so.")
    contested: list[str] = strawberry.field(
        description="Names of the fields on which its claims contradict each other."
    )
    properties: JSON = strawberry.field(description="What else is said of it, by name.")
    record: strawberry.Private[records.Fact]
    claims: list[Claim] = strawberry.field(
        resolver=claims_of, description="Every article's claim of it, earliest first."
    )
    evidence: list[Evidence] = strawberry.field(
        resolver=evidence_of, description="The words of all its claims."
    )


def common(record: records.Fact) -> dict[str, object]:
    """Return the values of the fields that every fact has."""
    return {
        "id": strawberry.ID(record.id),
        "confidence": record.confidence,
        "valid_from": record.valid_from,
        "valid_to": record.valid_to,
        "first_reported": record.first_reported,
        "contested": list(record.contested),
        "properties": JSON(dict(record.statement.properties)),
        "record": record,
    }


async def party(root: Fact, info: Info, role: str) -> "Entity":
    """Return the entity that has a role in a fact."""
    return await load_entity(info, root.record.party(role))


async def source_of(root: strawberry.Parent["Relation"], info: Info) -> "Entity":
    return await party(root, info, SOURCE)


async def target_of(root: strawberry.Parent["Relation"], info: Info) -> "Entity":
    return await party(root, info, TARGET)


@strawberry.type(description="A binary relation between two entities.")
class Relation(Fact):
    type: RelationType = strawberry.field(description="How they relate.")
    source: "Entity" = strawberry.field(
        resolver=source_of, description="Where it starts; either end of a symmetric relation."
    )
    target: "Entity" = strawberry.field(resolver=target_of, description="Where it leads.")

    @classmethod
    def of(cls, record: records.Fact) -> Self:
        return cls(type=RelationType(record.type), **common(record))  # type: ignore[arg-type]  # common() has the fields' types


async def participant_entity(root: strawberry.Parent["Participant"], info: Info) -> "Entity":
    return await load_entity(info, root.entity_id)


@strawberry.type(description="An entity in a role of a deal.")
class Participant:
    role: DealRole = strawberry.field(description="Its part in the deal.")
    entity_id: strawberry.Private[str]
    entity: "Entity" = strawberry.field(resolver=participant_entity, description="Who it is.")


@strawberry.type(description="A deal with its parties in roles.")
class Deal(Fact):
    type: DealType = strawberry.field(description="What kind of deal it is.")
    status: DealStatus | None = strawberry.field(description="How far it has come.")
    date: str | None = strawberry.field(
        description="ISO date as precise as the sources: 2024, 2024-03 or 2024-03-19."
    )
    amount: Money | None = strawberry.field(description="What is paid.")
    valuation: Money | None = strawberry.field(description="What the firm is said to be worth.")
    stake: Decimal | None = strawberry.field(description="The share that changes hands, 0 to 1.")
    participants: list[Participant] = strawberry.field(description="Its parties, by role.")

    @classmethod
    def of(cls, record: records.Fact) -> Self:
        said = record.statement
        return cls(
            type=DealType(record.type),
            status=DealStatus(said.status) if said.status else None,
            date=said.date,
            amount=Money.of(said.amount),
            valuation=Money.of(said.valuation),
            stake=said.stake,
            participants=[
                Participant(role=DealRole(p.role), entity_id=p.entity) for p in record.participants
            ],
            **common(record),  # type: ignore[arg-type]  # common() has the fields' types
        )


async def subject_of(root: strawberry.Parent["Indicator"], info: Info) -> "Entity":
    return await party(root, info, SUBJECT)


@strawberry.type(description="A figure about an entity, such as a cluster's output value.")
class Indicator(Fact):
    measure: Measure = strawberry.field(description="What it measures.")
    value: Decimal = strawberry.field(description="How much, in plain units.")
    unit: str = strawberry.field(description="ISO 4217 currency, firms, people or fraction.")
    date: str | None = strawberry.field(description="The time it is about.")
    subject: "Entity" = strawberry.field(resolver=subject_of, description="Whom it is about.")

    @classmethod
    def of(cls, record: records.Fact) -> Self:
        said = record.statement
        if said.value is None or said.unit is None:
            raise ValueError(f"indicator {record.id!r} has no value or unit")
        return cls(
            measure=Measure(record.type),
            value=said.value,
            unit=said.unit,
            date=said.date,
            **common(record),  # type: ignore[arg-type]  # common() has the fields' types
        )


def fact_of(record: records.Fact) -> Relation | Deal | Indicator:
    """Return a stored fact as the GraphQL type of its kind."""
    if record.kind is FactKind.RELATION:
        return Relation.of(record)
    return Deal.of(record) if record.kind is FactKind.DEAL else Indicator.of(record)


# --- Entities ---------------------------------------------------------------------------------


async def page_of_facts(
    root: "Entity",
    info: Info,
    kind: FactKind,
    where: EdgeFilter,
    *,
    roles: frozenset[str] = frozenset(),
    first: int,
    after: str | None,
) -> Page[records.Fact]:
    """Return a page of an entity's facts, read together with those of its neighbours."""
    read = partial(
        info.context.store.facts_of,
        kind=kind,
        where=where,
        roles=roles,
        first=checked_first(first),
        after=after,
    )
    page = await info.context.loader(("facts", kind, where, roles, first, after), read).load(
        root.id
    )
    return page or Page(items=(), cursors=(), has_next=False, total=0)


async def relations_of(
    root: strawberry.Parent["Entity"],
    info: Info,
    types: Annotated[
        list[RelationType] | None, strawberry.argument(description="Only these kinds.")
    ] = None,
    direction: Annotated[
        Direction, strawberry.argument(description="Only those that leave or reach the entity.")
    ] = StoreDirection.BOTH,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    min_confidence: MinConfidence = 0.0,
    first: First = DEFAULT_FIRST,
    after: After = None,
) -> Connection["Relation"]:
    """Return the relations in which an entity stands."""
    where = EdgeFilter(plain(types), StoreDirection(direction), as_of, known_by, min_confidence)
    page = await page_of_facts(root, info, FactKind.RELATION, where, first=first, after=after)
    return connection(page, Relation.of, after)


async def deals_of(
    root: strawberry.Parent["Entity"],
    info: Info,
    types: Annotated[
        list[DealType] | None, strawberry.argument(description="Only these kinds.")
    ] = None,
    roles: Annotated[
        list[DealRole] | None,
        strawberry.argument(description="Only where the entity has one of these roles."),
    ] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    min_confidence: MinConfidence = 0.0,
    first: First = DEFAULT_FIRST,
    after: After = None,
) -> Connection["Deal"]:
    """Return the deals in which an entity takes part."""
    where = EdgeFilter(plain(types), StoreDirection.BOTH, as_of, known_by, min_confidence)
    page = await page_of_facts(
        root, info, FactKind.DEAL, where, roles=plain(roles), first=first, after=after
    )
    return connection(page, Deal.of, after)


async def indicators_of(
    root: strawberry.Parent["Entity"],
    info: Info,
    first: First = 100,
) -> list["Indicator"]:
    """Return the figures about an entity."""
    page = await page_of_facts(
        root, info, FactKind.INDICATOR, EdgeFilter(), first=first, after=None
    )
    return [Indicator.of(fact) for fact in page.items]


async def mentions_of(
    root: strawberry.Parent["Entity"],
    info: Info,
    first: First = DEFAULT_FIRST,
    after: After = None,
) -> Connection[Mention]:
    """Return the places where articles name an entity."""
    read = partial(info.context.store.mentions_of, first=checked_first(first), after=after)
    page = await info.context.loader(("mentions", first, after), read).load(root.id)
    empty: Page[records.Mention] = Page(items=(), cursors=(), has_next=False, total=0)
    return connection(page or empty, Mention.of, after)


@strawberry.type(description="An entity's number in another catalogue.")
class ExternalId:
    catalogue: str = strawberry.field(description="Whose number it is.")
    value: str = strawberry.field(description="The number.")


@strawberry.interface(description="A named thing that articles tell of.")
class Entity(Node):
    name: str = strawberry.field(description="The name it is shown by.")
    aliases: list[str] = strawberry.field(description="Its other names, in any language.")
    type: EntityType = strawberry.field(description="What it is.")
    external_ids: list[ExternalId] = strawberry.field(description="Its numbers in catalogues.")
    article_count: int = strawberry.field(description="How many articles tell of it.")
    mention_count: int = strawberry.field(description="How many places name it.")
    mentions: Connection[Mention] = strawberry.field(
        resolver=mentions_of, description="The places where articles name it."
    )
    relations: Connection["Relation"] = strawberry.field(
        resolver=relations_of, description="How it relates to others, by kind."
    )
    deals: Connection["Deal"] = strawberry.field(
        resolver=deals_of, description="The deals in which it takes part, by kind."
    )
    indicators: list["Indicator"] = strawberry.field(
        resolver=indicators_of, description="Figures about it, by measure."
    )

    @classmethod
    def of(cls, record: records.Entity) -> Self:
        return cls(
            id=strawberry.ID(record.id),
            name=record.name,
            aliases=list(record.aliases),
            type=EntityType(record.type),
            external_ids=[
                ExternalId(catalogue=name, value=value)
                for name, value in sorted(record.external_ids.items())
            ],
            article_count=record.articles,
            mention_count=record.mentions,
        )


def entity_types() -> Mapping[str, type[Entity]]:
    """Return a GraphQL type for each kind of entity that the ontology declares."""
    made: dict[str, type[Entity]] = {}
    for name, kind in ontology().entities.items():
        bare = type(name.capitalize(), (Entity,), {"__module__": __name__})
        made[name] = strawberry.type(bare, description=kind.description.en)
    return made


ENTITY_TYPES = entity_types()


def entity_of(record: records.Entity) -> Entity:
    """Return a stored entity as the GraphQL type of its kind."""
    return ENTITY_TYPES[record.type].of(record)
