"""What may be said: the entity, relation and deal kinds that `schema/kinds` declares.

Kinds come in the order of their names, statuses and measures in the order of their files. A kind
is added by adding one file; everything that lists kinds asks the ontology for them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from schema.errors import OntologyError, ValueFormatError
from schema.ontology_kinds import (
    DealEdge,
    DealKind,
    EntityKind,
    Label,
    Measure,
    PropertyKind,
    PropertyType,
    RelationKind,
    RoleKind,
    Status,
    UnitKind,
)
from schema.ontology_reader import (
    read_deal,
    read_entity,
    read_folder,
    read_list,
    read_measure,
    read_relation,
    read_status,
)

__all__ = [
    "DealEdge",
    "DealKind",
    "EntityKind",
    "Label",
    "Measure",
    "Ontology",
    "PropertyKind",
    "PropertyType",
    "RelationKind",
    "RoleKind",
    "Status",
    "UnitKind",
    "load_ontology",
    "ontology",
]

PARTIAL_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that can be said about an article, by name."""

    entities: Mapping[str, EntityKind]
    relations: Mapping[str, RelationKind]
    deals: Mapping[str, DealKind]
    statuses: Mapping[str, Status]
    measures: Mapping[str, Measure]

    def entity(self, name: str) -> EntityKind:
        return _named(self.entities, name, "an entity type")

    def relation(self, name: str) -> RelationKind:
        return _named(self.relations, name, "a relation type")

    def deal(self, name: str) -> DealKind:
        return _named(self.deals, name, "a deal type")

    def status(self, name: str) -> Status:
        return _named(self.statuses, name, "a status")

    def measure(self, name: str) -> Measure:
        return _named(self.measures, name, "a measure")

    def role(self, deal: str, name: str) -> RoleKind:
        return _named(self.deal(deal).roles, name, f"a role of {deal}")

    def allows(self, relation: str, source_type: str, target_type: str) -> bool:
        """Tell whether `relation` may lead from one type of entity to the other."""
        kind = self.relation(relation)
        source, target = self.entity(source_type).name, self.entity(target_type).name
        return source in kind.source and target in kind.target

    def allows_role(self, deal: str, role: str, entity_type: str) -> bool:
        """Tell whether an entity of this type may stand in `role` of `deal`."""
        return self.entity(entity_type).name in self.role(deal, role).range

    def edge_types(self) -> tuple[str, ...]:
        """Return what an edge of the graph may be: relation types, then deal types."""
        return (*self.relations, *self.deals)

    def role_names(self) -> tuple[str, ...]:
        """Return the roles of all deals, each once, in the order of their names."""
        return tuple(sorted({role for deal in self.deals.values() for role in deal.roles}))

    def check_relation_properties(self, relation: str, properties: Mapping[str, object]) -> None:
        """Refuse properties that `relation` does not declare, or values of another type.

        Raises:
            ValueFormatError: a property is undeclared or its value is not of its type.
        """
        _check_properties(relation, self.relation(relation).properties, properties)

    def check_deal_properties(self, deal: str, properties: Mapping[str, object]) -> None:
        """Refuse properties that `deal` does not declare, or values of another type.

        Raises:
            ValueFormatError: a property is undeclared or its value is not of its type.
        """
        _check_properties(deal, self.deal(deal).properties, properties)


@cache
def ontology() -> Ontology:
    """Return the ontology of this package, read once."""
    return load_ontology()


def load_ontology(folder: Traversable | Path | None = None) -> Ontology:
    """Return the ontology that the kind files under `folder` declare; by default our own.

    Raises:
        OntologyError: a file is faulty; the message gives the file, the key and the reason.
    """
    home = files("schema") / "kinds" if folder is None else folder
    loaded = Ontology(
        entities=read_folder(home, "entities", read_entity),
        relations=read_folder(home, "relations", read_relation),
        deals=read_folder(home, "deals", read_deal),
        statuses=read_list(home, "statuses.yaml", read_status),
        measures=read_list(home, "measures.yaml", read_measure),
    )
    _check_relations(loaded)
    _check_deals(loaded)
    return loaded


def _named(kinds: Mapping[str, Kind], name: str, what: str) -> Kind:
    kind = kinds.get(name)
    if kind is None:
        raise OntologyError(f"{name!r} is not {what}; there are {', '.join(kinds)}")
    return kind


def _check_relations(loaded: Ontology) -> None:
    for name, kind in loaded.relations.items():
        file = f"relations/{name}.yaml"
        _check_range(loaded, file, "source", kind.source)
        _check_range(loaded, file, "target", kind.target)
        for implied in kind.implies:
            other = loaded.relations.get(implied)
            if other is None or implied == name:
                raise OntologyError(f"{file}: implies: {implied!r} is not another relation type")
            if not (
                set(kind.source) <= set(other.source) and set(kind.target) <= set(other.target)
            ):
                raise OntologyError(f"{file}: implies: {implied!r} does not allow the same ends")


def _check_deals(loaded: Ontology) -> None:
    for name, kind in loaded.deals.items():
        file = f"deals/{name}.yaml"
        if name in loaded.relations:
            raise OntologyError(f"{file}: (top): {name!r} is also the name of a relation type")
        for role in kind.roles.values():
            _check_range(loaded, file, f"roles.{role.name}.range", role.range)


def _check_range(loaded: Ontology, file: str, key: str, types: tuple[str, ...]) -> None:
    for entity_type in types:
        if entity_type not in loaded.entities:
            raise OntologyError(f"{file}: {key}: {entity_type!r} is not an entity type")


def _check_properties(
    kind: str, declared: Mapping[str, PropertyKind], given: Mapping[str, object]
) -> None:
    for name, value in given.items():
        if name not in declared:
            raise ValueFormatError(f"{kind} has no property {name!r}")
        if value is not None and not _fits(value, declared[name]):
            wanted = ", ".join(declared[name].values) or declared[name].type.value
            raise ValueFormatError(f"{name} of {kind} must be {wanted} or null, not {value!r}")


def _fits(value: object, declared: PropertyKind) -> bool:
    match declared.type:
        case PropertyType.BOOLEAN:
            return isinstance(value, bool)
        case PropertyType.FRACTION:
            return _is_fraction(value)
        case PropertyType.DATE:
            return isinstance(value, str) and PARTIAL_DATE.fullmatch(value) is not None
        case PropertyType.ENUM:
            return isinstance(value, str) and value in declared.values
        case PropertyType.TEXT:
            return isinstance(value, str) and value != ""


def _is_fraction(value: object) -> bool:
    # A bool is an int to Python, but no share.
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return 0 <= value <= 1
