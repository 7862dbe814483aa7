"""Reads kind files into the records of an ontology, one function a group of kinds."""

from collections.abc import Callable, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from schema.errors import OntologyError
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
from schema.ontology_section import LOWER_SNAKE, UPPER_SNAKE, Section, read_section

COMMON_KEYS = frozenset({"label", "description", "followthemoney"})
PROPERTY_KEYS = frozenset({"type", "label", "description"})
ROLE_KEYS = frozenset({"label", "description", "range", "min", "max", "principal"})

Kind = TypeVar("Kind")


def read_folder(
    folder: Traversable | Path, group: str, read: Callable[[str, Section], Kind]
) -> Mapping[str, Kind]:
    """Return the kinds of one group by name, in the order of their names."""
    home = folder / group
    if not home.is_dir():
        raise OntologyError(f"{group}: (top): there is no such folder of kind files")
    kinds = {}
    for path in sorted(home.iterdir(), key=lambda path: path.name):
        file = f"{group}/{path.name}"
        name = path.name.removesuffix(".yaml")
        if name == path.name:
            raise OntologyError(f"{file}: (top): a folder of kinds holds .yaml files only")
        if UPPER_SNAKE.fullmatch(name) is None:
            raise OntologyError(f"{file}: (top): the file name {name!r} is not UPPER_SNAKE")
        kinds[name] = read(name, read_section(path, file))
    return MappingProxyType(kinds)


def read_list(
    folder: Traversable | Path, file: str, read: Callable[[str, Section], Kind]
) -> Mapping[str, Kind]:
    """Return the kinds that one file lists, in the order of the file."""
    path = folder / file
    if not path.is_file():
        raise OntologyError(f"{file}: (top): there is no such file")
    entries = read_section(path, file).children(UPPER_SNAKE)
    return MappingProxyType({name: read(name, section) for name, section in entries})


def read_entity(name: str, section: Section) -> EntityKind:
    section.expect(COMMON_KEYS | {"plural"})
    return EntityKind(
        name=name,
        label=section.label("label"),
        plural=section.label("plural"),
        description=section.label("description"),
        followthemoney=_schemata(section),
    )


def read_relation(name: str, section: Section) -> RelationKind:
    section.expect(
        COMMON_KEYS | {"source", "target", "symmetric"},
        frozenset({"reverse_label", "implies", "scored", "properties"}),
    )
    label = section.label("label")
    symmetric = section.flag("symmetric")
    source, target = section.names("source"), section.names("target")
    if symmetric and set(source) != set(target):
        raise section.fault("symmetric", "source and target of a symmetric kind must be alike")
    return RelationKind(
        name=name,
        label=label,
        reverse_label=_reverse_label(section, label, symmetric),
        description=section.label("description"),
        followthemoney=_schemata(section),
        source=source,
        target=target,
        symmetric=symmetric,
        implies=section.names("implies") if "implies" in section.data else (),
        scored=section.flag("scored", True),
        properties=_properties(section),
    )


def read_deal(name: str, section: Section) -> DealKind:
    section.expect(COMMON_KEYS | {"roles", "edges"}, frozenset({"unlinked", "properties"}))
    roles = {role: _role(role, part) for role, part in section.child("roles").children(UPPER_SNAKE)}
    if not any(role.principal for role in roles.values()):
        raise section.fault("roles", "none is principal")
    edges = _edges(section, roles)
    return DealKind(
        name=name,
        label=section.label("label"),
        description=section.label("description"),
        followthemoney=_schemata(section),
        roles=MappingProxyType(roles),
        edges=edges,
        unlinked=_unlinked(section, roles, edges),
        properties=_properties(section),
    )


def read_status(name: str, section: Section) -> Status:
    section.expect(frozenset({"label", "description"}))
    return Status(name, section.label("label"), section.label("description"))


def read_measure(name: str, section: Section) -> Measure:
    section.expect(frozenset({"label", "description", "units"}))
    units = tuple(section.member("units", unit, UnitKind) for unit in section.names("units"))
    return Measure(name, section.label("label"), section.label("description"), units)


def _schemata(section: Section) -> tuple[str, ...]:
    if section.data["followthemoney"] is None:
        return ()
    return section.names("followthemoney")


def _reverse_label(section: Section, label: Label, symmetric: bool) -> Label:
    if symmetric and "reverse_label" in section.data:
        raise section.fault("reverse_label", "a symmetric kind reads the same from both ends")
    if symmetric:
        return label
    if "reverse_label" not in section.data:
        raise section.fault("reverse_label", "is missing")
    return section.label("reverse_label")


def _properties(section: Section) -> Mapping[str, PropertyKind]:
    if "properties" not in section.data:
        return MappingProxyType({})
    entries = section.child("properties").children(LOWER_SNAKE)
    return MappingProxyType({name: _property(name, part) for name, part in entries})


def _property(name: str, section: Section) -> PropertyKind:
    section.expect(PROPERTY_KEYS, frozenset({"values"}))
    kind = section.one_of("type", PropertyType)
    if (kind is PropertyType.ENUM) != ("values" in section.data):
        raise section.fault("values", "stands with the type enum, and only there")
    values: dict[str, Label] = {}
    if kind is PropertyType.ENUM:
        listed = section.child("values")
        values = {value: listed.label(value) for value, _ in listed.children(LOWER_SNAKE)}
        if not values:
            raise section.fault("values", "is empty")
    return PropertyKind(
        name=name,
        type=kind,
        label=section.label("label"),
        description=section.label("description"),
        values=MappingProxyType(values),
    )


def _role(name: str, section: Section) -> RoleKind:
    section.expect(ROLE_KEYS)
    fewest = section.count("min")
    most = None if section.data["max"] is None else section.count("max")
    if most is not None and most < max(fewest, 1):
        raise section.fault("max", f"{most!r} is less than min or than 1")
    return RoleKind(
        name=name,
        label=section.label("label"),
        description=section.label("description"),
        range=section.names("range"),
        min=fewest,
        max=most,
        principal=section.flag("principal"),
    )


def _edges(section: Section, roles: Mapping[str, RoleKind]) -> tuple[DealEdge, ...]:
    listed = section.data["edges"]
    if not isinstance(listed, list):
        raise section.fault("edges", f"must be a list, not {listed!r}")
    edges: list[DealEdge] = []
    for number, item in enumerate(listed):
        part = Section.of(section.file, f"edges[{number}]", item)
        part.expect(frozenset({"source", "target"}))
        edge = DealEdge(part.text("source"), part.text("target"))
        for key, role in (("source", edge.source), ("target", edge.target)):
            if role not in roles:
                raise part.fault(key, f"{role!r} is not a role of this deal")
        if edge in edges:
            raise part.fault("", f"the edge {edge.source} -> {edge.target} stands twice")
        edges.append(edge)
    return tuple(edges)


def _unlinked(
    section: Section, roles: Mapping[str, RoleKind], edges: tuple[DealEdge, ...]
) -> Mapping[str, Label]:
    linked = {role for edge in edges for role in (edge.source, edge.target)}
    reasons: dict[str, Label] = {}
    if "unlinked" in section.data:
        part = section.child("unlinked")
        for role, _ in part.children(UPPER_SNAKE):
            if role not in roles or role in linked:
                raise part.fault(role, f"{role!r} is not a role without an edge")
            reasons[role] = part.label(role)
    for role in roles:
        if role not in linked and role not in reasons:
            raise section.fault("edges", f"role {role!r} has no edge, and `unlinked` no reason")
    return MappingProxyType(reasons)
