"""Lints what the kind files say, beyond what the loader refuses."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pytest

from schema.ontology import (
    DealKind,
    EntityKind,
    Label,
    Measure,
    PropertyKind,
    RelationKind,
    RoleKind,
    Status,
    UnitKind,
    ontology,
)

HAN = re.compile(r"[\u4e00-\u9fff]")
# The schemata of FollowTheMoney 3.8 that kinds are mapped to, so that a slip of the pen shows.
FOLLOWTHEMONEY = {
    "Address",
    "Company",
    "Contract",
    "ContractAward",
    "CourtCase",
    "CourtCaseParty",
    "Debt",
    "Employment",
    "Event",
    "License",
    "Membership",
    "Organization",
    "Ownership",
    "Person",
    "Succession",
    "UnknownLink",
}

Labelled = EntityKind | RelationKind | DealKind | Status | Measure | RoleKind | PropertyKind


def kinds() -> Iterator[EntityKind | RelationKind | DealKind]:
    known = ontology()
    yield from known.entities.values()
    yield from known.relations.values()
    yield from known.deals.values()


def with_properties() -> list[RelationKind | DealKind]:
    return [kind for kind in kinds() if not isinstance(kind, EntityKind)]


def groups() -> Iterator[tuple[str, Mapping[str, Labelled]]]:
    known = ontology()
    yield "entities", known.entities
    yield "relations", known.relations
    yield "deals", known.deals
    yield "statuses", known.statuses
    yield "measures", known.measures
    for kind in with_properties():
        yield f"{kind.name} properties", kind.properties
    for deal in known.deals.values():
        yield f"{deal.name} roles", deal.roles


def labelled() -> list[tuple[str, Labelled]]:
    return [(f"{group} {name}", kind) for group, named in groups() for name, kind in named.items()]


def labels_of(kind: Labelled) -> list[Label]:
    shown = [kind.label]
    if isinstance(kind, RelationKind) and not kind.symmetric:
        shown.append(kind.reverse_label)
    return shown


def every_label() -> Iterator[Label]:
    for _, kind in labelled():
        yield from (*labels_of(kind), kind.description)
        if isinstance(kind, EntityKind):
            yield kind.plural
        if isinstance(kind, DealKind):
            yield from kind.unlinked.values()
        if isinstance(kind, PropertyKind):
            yield from kind.values.values()


def repeated(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def test_every_label_and_description_is_in_both_languages() -> None:
    for label in every_label():
        assert HAN.search(label.zh), label
        assert not HAN.search(label.en), label


@pytest.mark.parametrize(("group", "members"), list(groups()))
def test_no_label_is_used_twice_within_a_group(group: str, members: Mapping[str, Labelled]) -> None:
    shown = [label for kind in members.values() for label in labels_of(kind)]
    assert repeated(label.zh for label in shown) == []
    assert repeated(label.en.casefold() for label in shown) == []


@pytest.mark.parametrize(("place", "kind"), labelled())
def test_a_description_is_one_or_two_whole_sentences(place: str, kind: Labelled) -> None:
    assert re.fullmatch(r"[A-Z][^.。]*\.( [A-Z][^.。]*\.)?", kind.description.en)
    assert re.fullmatch(r"[^.。]+。([^.。]+。)?", kind.description.zh)


@pytest.mark.parametrize(("place", "kind"), labelled())
def test_a_description_does_not_repeat_its_label(place: str, kind: Labelled) -> None:
    words = rf"\b{re.escape(kind.label.en.casefold())}\b"
    assert not re.search(words, kind.description.en.casefold())
    assert kind.label.zh not in kind.description.zh


def test_relations_read_as_verbs_and_all_else_as_headings() -> None:
    for _, kind in labelled():
        for label in labels_of(kind):
            assert label.en[0].islower() is isinstance(kind, RelationKind), label


def test_a_property_name_has_one_type_across_kinds() -> None:
    types: dict[str, set[str]] = defaultdict(set)
    for kind in with_properties():
        for declared in kind.properties.values():
            types[declared.name].add(f"{declared.type} {' '.join(declared.values)}")
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_every_entity_type_stands_at_some_end() -> None:
    known = ontology()
    used = {name for kind in known.relations.values() for name in (*kind.source, *kind.target)}
    used |= {t for deal in known.deals.values() for role in deal.roles.values() for t in role.range}
    assert used == set(known.entities)


def test_every_kind_is_exported_as_a_schema_that_followthemoney_has() -> None:
    mapped = {schema for kind in kinds() for schema in kind.followthemoney}
    assert mapped == FOLLOWTHEMONEY


def test_no_kind_of_unit_is_left_unused() -> None:
    assert {unit for kind in ontology().measures.values() for unit in kind.units} == set(UnitKind)


@pytest.mark.parametrize("deal", list(ontology().deals.values()), ids=lambda deal: deal.name)
def test_every_deal_links_its_principal_parties(deal: DealKind) -> None:
    linked = {role for edge in deal.edges for role in (edge.source, edge.target)}
    assert deal.principal_roles
    assert set(deal.principal_roles) <= linked
    assert set(deal.roles) - linked == set(deal.unlinked)


def test_names_are_free_of_clashes() -> None:
    known = ontology()
    assert repeated(known.edge_types()) == []
    assert not set(known.entities) & set(known.edge_types())
