"""Filters as SQL conditions with their parameters."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from graph.backends.common.instants import seconds
from graph.backends.sqlite.rows import id_list
from graph.queries import Direction, EdgeFilter


@dataclass(slots=True)
class Conditions:
    """Conditions that all must hold. Texts come from this package only, values as parameters."""

    parts: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, sql: str, *values: object) -> "Conditions":
        self.parts.append(sql)
        self.values += values
        return self

    def one_of(self, column: str, wanted: Collection[str]) -> "Conditions":
        """Keep rows whose `column` is among `wanted`, all rows where nothing is."""
        if wanted:
            self.add(f"{column} IN (SELECT value FROM json_each(?))", id_list(wanted))
        return self

    @property
    def sql(self) -> str:
        return " AND ".join(self.parts) or "true"


def time_conditions(where: EdgeFilter, row: str) -> Conditions:
    """Return what `where` asks of a fact or link `row` beside its type and direction."""
    conditions = Conditions()
    if where.as_of is not None:
        on_or_before(conditions, f"coalesce({row}.valid_from, '')", where.as_of)
        on_or_after(conditions, f"coalesce({row}.valid_to, '9999')", where.as_of)
    if where.known_by is not None:
        conditions.add(f"{row}.reported_second <= ?", seconds(where.known_by))
    if where.min_confidence > 0:
        conditions.add(f"{row}.confidence >= ?", where.min_confidence)
    return conditions


def link_conditions(where: EdgeFilter, *, backward: bool = False) -> Conditions:
    """Return what `where` asks of a link `l`, seen from its node; `backward` turns it round."""
    conditions = time_conditions(where, "l").one_of("l.type", where.types)
    if where.direction is Direction.BOTH:
        # An edge from an entity to itself would be seen twice.
        return conditions.add("(l.outward OR l.node <> l.other)")
    outward = (where.direction is Direction.OUT) is not backward
    return conditions.add("(l.outward = ? OR l.symmetric)", outward)


def on_or_before(conditions: Conditions, column: str, day: date) -> None:
    """Keep dates on or before `day`; one given to the month or year counts if it touches it."""
    conditions.add(f"{column} <= substr(?, 1, length({column}))", day.isoformat())


def on_or_after(conditions: Conditions, column: str, day: date) -> None:
    """Keep dates on or after `day`; one given to the month or year counts if it touches it."""
    conditions.add(f"{column} >= substr(?, 1, length({column}))", day.isoformat())
