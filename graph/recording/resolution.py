"""Which appearances are one entity, what it is called, and why: pure functions of the record.

Appearances of a type that share a key are one entity, unless their keys contradict (two known
ids, two levels of a place) or a person judged them different. What a person judged the same is
joined first. Everything goes in an order that the record itself gives, so that neither the order
in which articles came nor the way in which a store looks them up makes a difference.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.backends.common.instants import instant
from graph.identity import entity_id
from graph.recording.keys import KNOWN, LEVEL, known_by_id, main_key, marks_of
from schema.records import Appearance, Entity, Judgement, Verdict, digest

SHARED_KEY = "rule:shared-key"
RULES = "rule:"
"""What the `by` of a rule's judgement begins with; a person's never does."""

KNOWN_ID = "guanxi:known"
"""The name under which an entity's external ids hold its id in the known lists."""

ABBREVIATION = 5
"""A name of up to this many Latin capitals is one."""

Group = tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """When an article was published and when it entered the store."""

    published: str | None
    recorded_at: str


class Chronology:
    """The order of appearances: by article date (undated last), article and appearance id."""

    def __init__(self, times: Mapping[str, Times]) -> None:
        self._times = times

    def __call__(self, appearance: Appearance) -> tuple[bool, int, str, str]:
        second = instant(self._times[appearance.article].published)
        return second is None, second or 0, appearance.article, appearance.id

    def recorded_at(self, appearance: Appearance) -> str:
        return self._times[appearance.article].recorded_at


# --- grouping ------------------------------------------------------------------------------


def group_appearances(
    appearances: Iterable[Appearance], judgements: Iterable[Judgement], order: Chronology
) -> tuple[Group, ...]:
    """Return the appearances of one type as the entities that they make, earliest first.

    Rules' judgements are not looked at: they are what follows.
    """
    grouping = _Grouping(sorted(appearances, key=order), judgements)
    grouping.join_as_judged()
    for key, holders in grouping.by_key():
        grouping.join_by_key(key, holders)
    return grouping.groups()


class _Grouping:
    """Clusters that grow; each is known by the place of its earliest appearance."""

    def __init__(self, appearances: Sequence[Appearance], judgements: Iterable[Judgement]) -> None:
        self._appearances = appearances
        places = {each.id: place for place, each in enumerate(appearances)}
        judged = [
            (places[j.left], places[j.right], j.verdict)
            for j in sorted(judgements, key=lambda j: j.id)
            if is_by_person(j) and j.left in places and j.right in places
        ]
        self._same = [(a, b) for a, b, verdict in judged if verdict is Verdict.SAME]
        self._different = [(a, b) for a, b, verdict in judged if verdict is Verdict.DIFFERENT]
        self._parent = list(range(len(appearances)))
        self._marks = [marks_of(each.type, each.keys) for each in appearances]

    def join_as_judged(self) -> None:
        for left, right in self._same:
            if not self._judged_apart(self._root(left), self._root(right)):
                self._join(self._root(left), self._root(right))

    def by_key(self) -> list[tuple[str, list[int]]]:
        """Return the holders of each key; keys that tell most come first."""
        holders: dict[str, list[int]] = defaultdict(list)
        for place, appearance in enumerate(self._appearances):
            for key in appearance.keys:
                holders[key].append(place)
        return sorted(holders.items(), key=lambda item: _strength(item[0]))

    def join_by_key(self, key: str, holders: Sequence[int]) -> None:
        """Join each cluster to the earliest that it does not contradict.

        Where clusters of one name contradict each other, a bare name means neither of them.
        """
        clusters = sorted({self._root(place) for place in holders})
        marks = {self._marks[cluster] for cluster in clusters}
        torn = any(left.contradict(right) for left, right in combinations(marks, 2))
        heads: list[int] = []
        for cluster in clusters:
            head = next((h for h in heads if self._may_join(h, cluster, torn=torn)), None)
            if head is None:
                heads.append(cluster)
            else:
                self._join(head, cluster)

    def groups(self) -> tuple[Group, ...]:
        members: dict[int, list[Appearance]] = defaultdict(list)
        for place, appearance in enumerate(self._appearances):
            members[self._root(place)].append(appearance)
        return tuple(tuple(group) for _, group in sorted(members.items()))

    def _may_join(self, left: int, right: int, *, torn: bool) -> bool:
        ours, theirs = self._marks[left], self._marks[right]
        if torn and bool(ours) != bool(theirs):
            return False
        return not ours.contradict(theirs) and not self._judged_apart(left, right)

    def _judged_apart(self, left: int, right: int) -> bool:
        return any({self._root(a), self._root(b)} == {left, right} for a, b in self._different)

    def _join(self, left: int, right: int) -> None:
        first, second = min(left, right), max(left, right)
        self._parent[second] = first
        self._marks[first] = self._marks[first] | self._marks[second]

    def _root(self, place: int) -> int:
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place


def is_by_person(judgement: Judgement) -> bool:
    return not judgement.by.startswith(RULES)


def _strength(key: str) -> tuple[bool, bool, int, str]:
    return not key.startswith(KNOWN), LEVEL not in key, -len(key), key


# --- naming --------------------------------------------------------------------------------


def name_groups(groups: Sequence[Group]) -> tuple[str, ...]:
    """Return the id of each group: from the main key of its earliest appearance.

    Where a judgement or a contradiction parts appearances of one main key, the earliest group
    has the plain id and the others one of their own.
    """
    taken: set[str] = set()
    ids = []
    for first, *_ in groups:
        id = entity_id(first.type, main_key(first))
        if id in taken:
            id = entity_id(first.type, f"{main_key(first)}\x1f{first.id}")
        taken.add(id)
        ids.append(id)
    return tuple(ids)


def describe(
    id: str,
    type: str,
    *,
    name_counts: Mapping[str, int],
    names: Iterable[str],
    keys: Iterable[str],
    articles: int,
    mentions: int,
) -> Entity:
    """Return the entity that goes by `names`; `name_counts` tells in how many articles each leads.

    It is called as most articles call it. Of names in as many a full name goes before an
    abbreviation, then the longest, then by code point. Names that the known lists have for it
    are aliases, so that it is found in either language.
    """
    name = min(name_counts, key=lambda each: _rank(each, name_counts[each]))
    known = sorted(marks_of(type, keys).known)
    listed = [entry for each in known if (entry := known_by_id(type, each)) is not None]
    aliases = {*names, *(other for entry in listed for other in entry.names)} - {name}
    # Only a person's judgement joins two known ids, and then neither is sure.
    external = {KNOWN_ID: known[0]} if len(known) == 1 else {}
    return Entity(id, type, name, tuple(sorted(aliases)), external, articles, mentions)


def describe_group(id: str, group: Group, mention_counts: Mapping[str, int]) -> Entity:
    """Return the entity that all of its appearances make."""
    led = {(each.article, each.name) for each in group}
    return describe(
        id,
        group[0].type,
        name_counts=Counter(name for _, name in led),
        names=(name for each in group for name in (each.name, *each.aliases)),
        keys={key for each in group for key in each.keys},
        articles=len({each.article for each in group}),
        mentions=sum(mention_counts.get(each.id, 0) for each in group),
    )


def _rank(name: str, count: int) -> tuple[int, bool, int, str]:
    abbreviation = len(name) <= ABBREVIATION and name.isascii() and name.isupper()
    return -count, abbreviation, -len(name), name


# --- reasons -------------------------------------------------------------------------------


def explain_group(group: Group, order: Chronology) -> tuple[Judgement, ...]:
    """Return the rule's judgements that hold an entity together.

    For each key one appearance stands for all that have it, the one with the least id: as ids
    are hashes it rarely changes while articles come and go, in whatever order.
    """
    return explain_appearances(group, least_by_key(group), order)


def least_by_key(group: Iterable[Appearance]) -> dict[str, str]:
    """Return for each key the least id of the appearances that have it."""
    least: dict[str, str] = {}
    for each in group:
        for key in each.keys:
            least[key] = min(least.get(key, each.id), each.id)
    return least


def explain_appearances(
    appearances: Iterable[Appearance], least: Mapping[str, str], order: Chronology
) -> tuple[Judgement, ...]:
    """Return why each of `appearances` is one with those that stand for its keys."""
    judgements = []
    for each in appearances:
        shared: dict[str, list[str]] = defaultdict(list)
        for key in each.keys:
            if least[key] != each.id:
                shared[least[key]].append(_reason(each, key))
        judgements += [
            Judgement(
                id=judgement_id(each.id, other, SHARED_KEY),
                left=each.id,
                right=other,
                verdict=Verdict.SAME,
                by=SHARED_KEY,
                reasons=tuple(sorted(set(reasons))),
                score=1.0,
                made_at=order.recorded_at(each),
            )
            for other, reasons in sorted(shared.items())
        ]
    return tuple(judgements)


def judgement_id(left: str, right: str, by: str) -> str:
    return f"j{digest(left, right, by)}"


def _reason(appearance: Appearance, key: str) -> str:
    if key.startswith(KNOWN):
        listed = known_by_id(appearance.type, key.removeprefix(KNOWN))
        return f"both are known as {listed.names[0] if listed else key}"
    return f"both are named {key.split(LEVEL)[0]}"
