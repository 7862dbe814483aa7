"""The records that an ontology is made of: kinds, roles, properties and their labels."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PropertyType(StrEnum):
    """What the value of a property is; every property may also be null."""

    TEXT = "text"
    FRACTION = "fraction"
    BOOLEAN = "boolean"
    DATE = "date"
    ENUM = "enum"


class UnitKind(StrEnum):
    """What the unit of a figure may be: `OWN` is whatever the text counts in."""

    CURRENCY = "currency"
    FIRMS = "firms"
    PEOPLE = "people"
    FRACTION = "fraction"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Label:
    """The same words in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class EntityKind:
    """A type of entity; `followthemoney` names the schemata it is exported as, if any."""

    name: str
    label: Label
    plural: Label
    description: Label
    followthemoney: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PropertyKind:
    """A property of a relation or a deal; `values` is filled for the type `enum` alone."""

    name: str
    type: PropertyType
    label: Label
    description: Label
    values: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class RelationKind:
    """A type of relation.

    `implies` names relations that hold between the same ends and are then not listed again.
    A symmetric kind reads the same from both ends, so its `reverse_label` is its `label`.
    """

    name: str
    label: Label
    reverse_label: Label
    description: Label
    followthemoney: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    symmetric: bool
    implies: tuple[str, ...]
    scored: bool
    properties: Mapping[str, PropertyKind]


@dataclass(frozen=True, slots=True)
class RoleKind:
    """A role in a deal, and how many participants may stand in it (`max` None: no limit).

    `min` is the fewest that a text must name before the deal counts as told; most roles may be
    left unnamed. Two articles tell of one deal only if the parties in its `principal` roles agree.
    """

    name: str
    label: Label
    description: Label
    range: tuple[str, ...]
    min: int
    max: int | None
    principal: bool


@dataclass(frozen=True, slots=True)
class DealEdge:
    """A direct edge that a deal draws between its participants, so that paths run through it."""

    source: str
    target: str

    @property
    def symmetric(self) -> bool:
        """Whether the edge joins every pair of participants in one role, without a direction."""
        return self.source == self.target


@dataclass(frozen=True, slots=True)
class DealKind:
    """A type of deal; `unlinked` gives the reason for each role that no edge touches."""

    name: str
    label: Label
    description: Label
    followthemoney: tuple[str, ...]
    roles: Mapping[str, RoleKind]
    edges: tuple[DealEdge, ...]
    unlinked: Mapping[str, Label]
    properties: Mapping[str, PropertyKind]

    @property
    def principal_roles(self) -> tuple[str, ...]:
        """The roles that decide whether two articles tell of the same deal."""
        return tuple(role.name for role in self.roles.values() if role.principal)


@dataclass(frozen=True, slots=True)
class Status:
    """How far a deal has come."""

    name: str
    label: Label
    description: Label


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure about an entity is about, and what it may be counted in."""

    name: str
    label: Label
    description: Label
    units: tuple[UnitKind, ...]
