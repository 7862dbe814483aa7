"""The ontology for people and for JSON: the tables of the README and a plain description."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass

from schema.ontology import Ontology, RoleKind, ontology


def ontology_table(kinds: Ontology | None = None) -> str:
    """Return the ontology as Markdown tables, one a group, ready for the README."""
    shown = ontology() if kinds is None else kinds
    parts = [
        ("Entities", ("type", "in Chinese", "what it is"), _entity_rows(shown)),
        ("Relations", ("type", "from → to", "in Chinese", "what it says"), _relation_rows(shown)),
        ("Deals", ("type", "roles", "in Chinese", "what counts"), _deal_rows(shown)),
        ("Statuses of a deal", ("status", "in Chinese", "what it says"), _status_rows(shown)),
        ("Measures", ("measure", "units", "in Chinese", "what it counts"), _measure_rows(shown)),
    ]
    return "\n".join(f"### {title}\n\n{_table(head, rows)}" for title, head, rows in parts)


def describe(kinds: Ontology | None = None) -> dict[str, object]:
    """Return the whole ontology as JSON values: dicts, lists, strings, numbers and booleans."""
    shown = ontology() if kinds is None else kinds
    return {field.name: _plain(getattr(shown, field.name)) for field in fields(shown)}


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _entity_rows(shown: Ontology) -> list[tuple[str, ...]]:
    return [(f"`{k.name}`", k.label.zh, k.description.en) for k in shown.entities.values()]


def _relation_rows(shown: Ontology) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for kind in shown.relations.values():
        arrow = "↔" if kind.symmetric else "→"
        ends = f"{', '.join(kind.source)} {arrow} {', '.join(kind.target)}"
        notes = [kind.description.en]
        if kind.properties:
            notes.append(f"Properties: {_code(kind.properties)}.")
        if kind.implies:
            notes.append(f"Implies {_code(kind.implies)}.")
        rows.append((f"`{kind.name}`", ends, kind.label.zh, " ".join(notes)))
    return rows


def _deal_rows(shown: Ontology) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for kind in shown.deals.values():
        roles = ", ".join(_role_text(role) for role in kind.roles.values())
        notes = [kind.description.en]
        if kind.properties:
            notes.append(f"Properties: {_code(kind.properties)}.")
        rows.append((f"`{kind.name}`", roles, kind.label.zh, " ".join(notes)))
    return rows


def _role_text(role: RoleKind) -> str:
    return f"`{role.name}` ({role.min} or more)" if role.min > 1 else f"`{role.name}`"


def _status_rows(shown: Ontology) -> list[tuple[str, ...]]:
    return [(f"`{k.name}`", k.label.zh, k.description.en) for k in shown.statuses.values()]


def _measure_rows(shown: Ontology) -> list[tuple[str, ...]]:
    return [
        (f"`{k.name}`", ", ".join(k.units), k.label.zh, k.description.en)
        for k in shown.measures.values()
    ]


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    # A bar inside a cell would open another column.
    return "".join(f"| {' | '.join(c.replace('|', '&#124;') for c in line)} |\n" for line in lines)
