"""Two questions that the demonstration asks of a graph, beside the ranking."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from api.cli.naming import best_claims, entities_by_id, read_all, words_of
from api.cli.output import Row, money_text
from graph.queries import MAX_PAGE, DealFilter, EdgeFilter, Path
from graph.store import GraphStore
from schema.records import Fact, FactKind

MAX_LENGTH = 6

ROOTS = EdgeFilter(types=frozenset({"FOUNDED", "WORKS_FOR"}))
"""What ties a person to the firm that is left, where a hire does not name it."""


def licences_with_hires(graph: GraphStore) -> list[Row]:
    """Return the licences whose licensee also hired people of the licensor."""
    hires = list(deals_of(graph, "HIRE"))
    left = firms_left(graph, hires)
    found = {
        licence.id: people
        for licence in deals_of(graph, "LICENCE")
        if (people := people_moved(licence, hires, left))
    }
    facts = read_all(graph.facts, list(found))
    return licence_rows(graph, facts, found)


def deals_of(graph: GraphStore, type: str) -> Iterator[Fact]:
    """Yield every deal of a type."""
    after: str | None = None
    more = True
    while more:
        page = graph.find_deals(DealFilter(types=frozenset({type})), first=MAX_PAGE, after=after)
        yield from page.items
        more, after = page.has_next, page.cursors[-1] if page.cursors else None


def parties(fact: Fact, *roles: str) -> tuple[str, ...]:
    """Return the entities in these roles of a fact."""
    return tuple(party.entity for party in fact.participants if party.role in roles)


def firms_left(graph: GraphStore, hires: list[Fact]) -> Mapping[str, frozenset[str]]:
    """Return for each hire the firms that its people come from: as it says, or where they were."""
    people = sorted({person for hire in hires for person in parties(hire, "PERSON")})
    former = {
        person: frozenset(end for fact in page.items for end in parties(fact, "TARGET"))
        for start in range(0, len(people), MAX_PAGE)
        for person, page in graph.facts_of(
            people[start : start + MAX_PAGE], FactKind.RELATION, ROOTS, first=MAX_PAGE
        ).items()
    }
    return {
        hire.id: frozenset(parties(hire, "FORMER_EMPLOYER")).union(
            *(former[person] for person in parties(hire, "PERSON"))
        )
        for hire in hires
    }


def people_moved(
    licence: Fact, hires: list[Fact], left: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """Return the people, or else the hires, that went from the licensor to the licensee."""
    buyers, sellers = set(parties(licence, "LICENSEE")), set(parties(licence, "LICENSOR"))
    moved: dict[str, None] = {}
    for hire in hires:
        if buyers.intersection(parties(hire, "EMPLOYER")) and sellers & left[hire.id]:
            moved.update(dict.fromkeys(parties(hire, "PERSON") or [hire.id]))
    return tuple(moved)


def licence_rows(
    graph: GraphStore, licences: Mapping[str, Fact], people: Mapping[str, tuple[str, ...]]
) -> list[Row]:
    """Return one row a licence, latest first."""
    ids = {party.entity for fact in licences.values() for party in fact.participants}
    ids.update(person for moved in people.values() for person in moved)
    names = entities_by_id(graph, ids)
    claims = best_claims(graph, list(licences))

    def named(keys: tuple[str, ...]) -> list[str]:
        return [names[key].name if key in names else "a team" for key in keys]

    rows = [
        {
            "licensor": named(parties(licence, "LICENSOR")),
            "licensee": named(parties(licence, "LICENSEE")),
            "date": licence.statement.date,
            "amount": money_text(licence.statement.amount),
            "people": named(people[key]),
            "sentence": words_of(claims.get(key)),
        }
        for key, licence in licences.items()
    ]
    return sorted(rows, key=lambda row: (row["date"] or "", row["licensor"]), reverse=True)


def furthest_path(graph: GraphStore, ids: list[str]) -> Path | None:
    """Return the longest of the shortest paths between any two of these entities."""
    found: list[Path] = []
    for start, end in combinations(ids, 2):
        found += graph.shortest_paths(start, end, EdgeFilter(), max_length=MAX_LENGTH, limit=1)
    return max(found, key=lambda path: path.length, default=None)
