"""The closed sets of the GraphQL schema, made from the ontology."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

import strawberry

from graph.queries import CentralityMeasure as StoreCentralityMeasure
from graph.queries import Direction as StoreDirection
from graph.queries import EntityOrder as StoreEntityOrder
from schema.numbers import Bound as NumberBound
from schema.ontology import ontology


def enum_of(name: str, members: Mapping[str, str], description: str) -> Any:
    """Return a GraphQL enum of strings; `members` maps each name to its description."""
    made: Any = strawberry.enum(
        StrEnum(name, {member: member for member in members}),  # type: ignore[call-overload]  # an enum made by call is a class
        description=description,
    )
    for value in made.__strawberry_definition__.values:
        value.description = members[value.name]
    return made


def described(kinds: Mapping[str, Any]) -> dict[str, str]:
    """Return what each kind is, in English, by name."""
    return {name: kind.description.en for name, kind in kinds.items()}


if TYPE_CHECKING:
    # The members are data, so that a type checker can only know that they are strings.
    EntityType: TypeAlias = str
    RelationType: TypeAlias = str
    DealType: TypeAlias = str
    DealRole: TypeAlias = str
    DealStatus: TypeAlias = str
    EdgeType: TypeAlias = str
    Measure: TypeAlias = str
    Direction: TypeAlias = StoreDirection
    EntityOrder: TypeAlias = StoreEntityOrder
    Bound: TypeAlias = NumberBound
    CentralityMeasure: TypeAlias = StoreCentralityMeasure
else:
    _kinds = ontology()
    _roles = {
        name: role.description.en
        for deal in _kinds.deals.values()
        for name, role in deal.roles.items()
    }
    EntityType = enum_of("EntityType", described(_kinds.entities), "What an entity is.")
    RelationType = enum_of("RelationType", described(_kinds.relations), "How two entities relate.")
    DealType = enum_of("DealType", described(_kinds.deals), "What a deal is.")
    DealRole = enum_of("DealRole", _roles, "The part that an entity has in a deal.")
    DealStatus = enum_of("DealStatus", described(_kinds.statuses), "How far a deal has come.")
    Measure = enum_of("Measure", described(_kinds.measures), "What a figure measures.")
    EdgeType = enum_of(
        "EdgeType",
        described({**_kinds.relations, **_kinds.deals}),
        "A link between two entities: a relation, or one that a deal draws between its parties.",
    )
    Direction = strawberry.enum(
        StoreDirection,
        description="Which way links are followed, seen from the entity asked about.",
    )
    EntityOrder = strawberry.enum(
        StoreEntityOrder,
        description="By name, or most articles, mentions or direct links first.",
    )
    CentralityMeasure = strawberry.enum(
        StoreCentralityMeasure, description="A way to say how central an entity is."
    )
    Bound = strawberry.enum(
        NumberBound, description="Whether a figure is exact, at least, at most or about so much."
    )


def plain(members: list[Any] | None) -> frozenset[str]:
    """Return the names of enum members as a store takes them; none where none are given."""
    return frozenset(m.value if isinstance(m, Enum) else str(m) for m in members or ())
