"""Holds what `extract` prints to its contract: a JSON schema, then what no schema can say."""

import json
import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from babel.numbers import list_currencies
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match
from jsonschema.validators import extend

from schema.errors import ContractError, ValueFormatError
from schema.ontology import Ontology, UnitKind, ontology

FORMATS = FormatChecker(formats=())


def extraction_schema(kinds: Ontology | None = None) -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of an extraction, its enums those of the ontology."""
    known = ontology() if kinds is None else kinds
    template = files("schema") / "extraction.schema.json"
    schema: dict[str, Any] = json.loads(template.read_text(encoding="utf-8"))
    enums = {
        "currency": sorted(_currencies()),
        "entityType": known.entities,
        "relationType": known.relations,
        "dealType": known.deals,
        "role": known.role_names(),
        "status": known.statuses,
        "measure": known.measures,
    }
    for name, values in enums.items():
        schema["$defs"][name]["enum"] = list(values)
    return schema


def check_extraction(
    extraction: object, *, text: str | None = None, kinds: Ontology | None = None
) -> None:
    """Accept an object that follows the contract and the ontology, or refuse it with the place.

    Args:
        extraction: what `extract` printed for one article, as parsed JSON.
        text: the article's text; given, each span must be exactly its slice.
        kinds: the ontology to hold it to, by default our own.

    Raises:
        ContractError: the message gives the JSON path of the first fault and the reason.
    """
    validator = _validator() if kinds is None else _make_validator(kinds)
    error = best_match(validator.iter_errors(extraction))
    if error is not None:
        raise ContractError(f"{error.json_path}: {_short(error.message)}")
    assert isinstance(extraction, dict)  # the schema has just said so
    known = ontology() if kinds is None else kinds
    types = _entity_types(extraction)
    for path, reason in _faults(extraction, types, known, text):
        raise ContractError(f"{path}: {reason}")


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


@FORMATS.checks("partial-date", raises=ValueError)
def _is_partial_date(value: object) -> bool:
    if isinstance(value, str):
        # A year or a month is completed to its first day, so that 2024-13 is refused.
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    return True


@FORMATS.checks("published-time", raises=ValueError)
def _is_published_time(value: object) -> bool:
    if isinstance(value, str) and "T" in value:
        datetime.fromisoformat(value)
        return True
    return _is_partial_date(value)


def _is_number(checker: object, value: object) -> bool:
    # JSON has no NaN and no infinity, though Python's reader takes them.
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_integer(checker: object, value: object) -> bool:
    # 1.0 passes for an integer in JSON schema, but is no offset.
    return isinstance(value, int) and not isinstance(value, bool)


def _make_validator(kinds: Ontology) -> Any:
    types = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"number": _is_number, "integer": _is_integer}
    )
    strict = extend(Draft202012Validator, type_checker=types)  # type: ignore[no-untyped-call]  # the stubs leave it bare
    return strict(extraction_schema(kinds), format_checker=FORMATS)


@cache
def _validator() -> Any:
    return _make_validator(ontology())


def _short(message: str) -> str:
    # jsonschema quotes the whole faulty value and, for currencies, all three hundred codes.
    return message if len(message) <= 300 else f"{message[:300]}…"


Fault = tuple[str, str]
Json = Mapping[str, Any]


def _entity_types(extraction: Json) -> dict[str, str]:
    return {entity["id"]: entity["type"] for entity in extraction["entities"]}


def _faults(
    extraction: Json, types: Mapping[str, str], known: Ontology, text: str | None
) -> Iterator[Fault]:
    for group in ("entities", "deals"):
        yield from _repeated_ids(group, extraction[group])
    for number, entity in enumerate(extraction["entities"]):
        yield from _entity_faults(f"$.entities[{number}]", entity, known, text)
    stated = {(r["type"], r["source"], r["target"]) for r in extraction["relations"]}
    for number, relation in enumerate(extraction["relations"]):
        path = f"$.relations[{number}]"
        yield from _relation_faults(path, relation, types, known)
        yield from _implied_faults(path, relation, stated, known)
        yield from _span_faults(f"{path}.evidence", relation["evidence"], text)
    for number, deal in enumerate(extraction["deals"]):
        path = f"$.deals[{number}]"
        yield from _deal_faults(path, deal, types, known)
        yield from _span_faults(f"{path}.evidence", deal["evidence"], text)


def _repeated_ids(group: str, records: list[Json]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, record in enumerate(records):
        if record["id"] in seen:
            yield f"$.{group}[{number}].id", f"id {record['id']!r} stands twice"
        seen.add(record["id"])


def _entity_faults(path: str, entity: Json, known: Ontology, text: str | None) -> Iterator[Fault]:
    if entity["name"] in entity["aliases"]:
        yield f"{path}.aliases", f"the name {entity['name']!r} is no alias of itself"
    for number, indicator in enumerate(entity["indicators"]):
        measure, unit = known.measure(indicator["measure"]), indicator["unit"]
        if not any(_is_unit(unit, kind) for kind in measure.units):
            wanted = ", ".join(measure.units)
            reason = f"{measure.name} is counted in {wanted}, not in {unit!r}"
            yield f"{path}.indicators[{number}].unit", reason
    yield from _span_faults(f"{path}.mentions", entity["mentions"], text)


def _is_unit(unit: str, kind: UnitKind) -> bool:
    if kind is UnitKind.CURRENCY:
        return unit in _currencies()
    return kind is UnitKind.OWN or unit == kind.value


def _relation_faults(
    path: str, relation: Json, types: Mapping[str, str], known: Ontology
) -> Iterator[Fault]:
    kind = known.relation(relation["type"])
    source, target = relation["source"], relation["target"]
    unknown = [end for end in ("source", "target") if relation[end] not in types]
    for end in unknown:
        yield f"{path}.{end}", f"there is no entity {relation[end]!r}"
    if not unknown and not known.allows(kind.name, types[source], types[target]):
        yield path, f"{kind.name} does not lead from {types[source]} to {types[target]}"
    if source == target:
        yield path, f"{kind.name} leads from {source!r} to itself"
    if kind.scored and not relation["evidence"]:
        yield f"{path}.evidence", f"{kind.name} needs the words that say it"
    try:
        known.check_relation_properties(kind.name, relation["properties"])
    except ValueFormatError as error:
        yield f"{path}.properties", str(error)


def _implied_faults(
    path: str, relation: Json, stated: set[tuple[str, str, str]], known: Ontology
) -> Iterator[Fault]:
    for implied in known.relation(relation["type"]).implies:
        if (implied, relation["source"], relation["target"]) in stated:
            yield path, f"{relation['type']} implies {implied}, which is then not listed again"


def _deal_faults(
    path: str, deal: Json, types: Mapping[str, str], known: Ontology
) -> Iterator[Fault]:
    kind = known.deal(deal["type"])
    for number, participant in enumerate(deal["participants"]):
        place = f"{path}.participants[{number}]"
        role, entity = participant["role"], participant["entity"]
        if role not in kind.roles:
            yield f"{place}.role", f"{role!r} is not a role of {kind.name}"
        elif entity not in types:
            yield f"{place}.entity", f"there is no entity {entity!r}"
        elif not known.allows_role(kind.name, role, types[entity]):
            yield place, f"{role} of {kind.name} cannot be a {types[entity]}"
    for role in kind.roles.values():
        count = sum(p["role"] == role.name for p in deal["participants"])
        if count < role.min or (role.max is not None and count > role.max):
            limit = f"at least {role.min}" if count < role.min else f"at most {role.max}"
            yield f"{path}.participants", f"{kind.name} has {limit} {role.name}, not {count}"
    try:
        known.check_deal_properties(kind.name, deal["properties"])
    except ValueFormatError as error:
        yield f"{path}.properties", str(error)


def _span_faults(path: str, spans: list[Json], text: str | None) -> Iterator[Fault]:
    for number, span in enumerate(spans):
        place, words = f"{path}[{number}]", span["text"]
        if span["end"] - span["start"] != len(words):
            yield place, f"{words!r} is not {span['end'] - span['start']} code points long"
        elif text is not None and text[span["start"] : span["end"]] != words:
            found = text[span["start"] : span["end"]]
            yield place, f"the text reads {found!r} there, not {words!r}"
