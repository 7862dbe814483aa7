"""Keeps the entities of a store in step with its appearances.

`plan` reads and decides, `Plan.write` writes. Most articles name entities that the store has, each
by a key of that entity alone: these are extended without being loaded, however large. Whatever may
join, part or rename entities is worked out from all appearances that keys or people's judgements
connect. Both ways give what `graph.recording.resolution` makes of the whole record.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.recording.entity_updates import (
    Bundle,
    QuickUpdates,
    Update,
    bundle_appearances,
    chronology,
)
from graph.recording.intake import Intake
from graph.recording.resolution import (
    Chronology,
    Group,
    describe_group,
    explain_group,
    group_appearances,
    is_by_person,
    name_groups,
)
from graph.store import StoreTransaction
from schema.records import Appearance, Entity, Judgement, Verdict


@dataclass(slots=True)
class Plan:
    """What is to become of entities. `rebuilt` and `extended` name the appearances held or added.

    `moved` are entities some of whose appearances will belong to another, `fresh` are new ids.
    """

    rebuilt: list[tuple[Entity, tuple[str, ...]]] = field(default_factory=list)
    extended: list[tuple[Entity, tuple[str, ...]]] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)
    judgements: dict[str, Judgement] = field(default_factory=dict)
    stale_judgements: set[str] = field(default_factory=set)

    def take(self, update: Update) -> None:
        self.extended.append((update.entity, update.added))
        self.judgements.update((judgement.id, judgement) for judgement in update.judgements)
        self.stale_judgements.update(update.stale_judgements)

    def write(self, tx: StoreTransaction) -> None:
        """Write all but the dropping, which has to wait until no fact names them any more."""
        tx.put_entities(self.rebuilt)
        tx.extend_entities(self.extended)
        tx.drop_judgements(sorted(self.stale_judgements - self.judgements.keys()))
        tx.put_judgements([judgement for _, judgement in sorted(self.judgements.items())])


def plan(tx: StoreTransaction, removed: Sequence[Appearance], intake: Intake | None) -> Plan:
    """Plan for an article that no longer says `removed` and now says `intake`.

    The article has not been replaced yet: `tx` still gives what it said.
    """
    made = Plan()
    added = () if intake is None else intake.appearances
    for type in sorted({each.type for each in (*removed, *added)}):
        _Planner(tx, type, intake, made).change(
            [each for each in removed if each.type == type],
            [each for each in added if each.type == type],
        )
    return made


def replan(tx: StoreTransaction, type: str, entity_ids: Collection[str]) -> Plan:
    """Plan anew for entities about which the judgements have changed."""
    made = Plan()
    _Planner(tx, type, None, made).rebuild(entity_ids)
    return made


def draw_entities(tx: StoreTransaction, appearances: Iterable[Appearance]) -> Plan:
    """Plan all entities for a store that has none yet, from all `appearances` at once."""
    made = Plan()
    by_type: dict[str, list[Appearance]] = defaultdict(list)
    for appearance in appearances:
        by_type[appearance.type].append(appearance)
    for type, alike in sorted(by_type.items()):
        _Planner(tx, type, None, made).draw(alike)
    return made


class _Planner:
    """Plans for the entities of one type."""

    def __init__(self, tx: StoreTransaction, type: str, intake: Intake | None, made: Plan) -> None:
        self._tx = tx
        self._type = type
        self._intake = intake
        self._made = made

    def change(self, removed: Sequence[Appearance], added: Sequence[Appearance]) -> None:
        bundles = bundle_appearances(self._tx, self._type, removed, added)
        updates = QuickUpdates(self._tx, self._type, self._intake)
        quick = updates.applicable(bundles)
        slow = [bundle for bundle in bundles if bundle not in quick]
        component = self._component(slow)
        if any(bundle.entities.keys() & component.entities for bundle in quick):
            # A judgement leads from a slow entity to a quick one.
            quick, component = [], self._component(bundles)
        for bundle in quick:
            self._made.take(updates.update(bundle))
        self._rebuild(component, removed)

    def rebuild(self, scope: Iterable[str]) -> None:
        component = _Component(self._tx, self._type)
        component.reach(scope)
        self._rebuild(component, ())

    def draw(self, appearances: Sequence[Appearance]) -> None:
        component = _Component(self._tx, self._type)
        component.take_in(appearances)
        self._rebuild(component, ())

    def _component(self, bundles: Sequence[Bundle]) -> "_Component":
        """Return all that keys or people's judgements of sameness connect with these."""
        component = _Component(self._tx, self._type)
        component.take_in([each for bundle in bundles for each in bundle.added])
        component.reach({id for bundle in bundles for id in bundle.entities})
        return component

    def _rebuild(self, component: "_Component", removed: Sequence[Appearance]) -> None:
        gone = {each.id for each in removed}
        fresh = {each.id for each in component.added}
        members = [
            *component.added,
            *(m for m in component.loaded.values() if m.id not in gone | fresh),
        ]
        order = chronology(self._tx, members, self._intake)
        groups = group_appearances(members, component.judgements, order)
        self._put(component, dict(zip(name_groups(groups), groups, strict=True)), order)
        self._made.stale_judgements |= {j.id for j in component.judgements if not is_by_person(j)}

    def _put(self, component: "_Component", groups: Mapping[str, Group], order: Chronology) -> None:
        counts = self._mention_counts(groups.values())
        belonged = self._tx.entities_of_appearances(list(component.loaded))
        for id, group in groups.items():
            held = tuple(sorted(each.id for each in group))
            self._made.rebuilt.append((describe_group(id, group, counts), held))
            self._made.moved |= {belonged[each] for each in held if belonged.get(each, id) != id}
            self._made.judgements.update((j.id, j) for j in explain_group(group, order))
        self._made.fresh |= groups.keys() - component.entities
        self._made.dropped |= component.entities - groups.keys()

    def _mention_counts(self, groups: Iterable[Group]) -> Mapping[str, int]:
        kept = self._tx.mention_counts([each.id for group in groups for each in group])
        new = {} if self._intake is None else self._intake.mention_counts()
        said = () if self._intake is None else self._intake.appearances
        return {**kept, **{each.id: new.get(each.id, 0) for each in said}}


class _Component:
    """Appearances and entities of a type with all that they are connected with."""

    def __init__(self, tx: StoreTransaction, type: str) -> None:
        self._tx = tx
        self._type = type
        self.entities: set[str] = set()
        self.added: list[Appearance] = []
        self.loaded: dict[str, Appearance] = {}
        self._judgements: dict[str, Judgement] = {}
        self._keys: set[str] = set()
        self._found: set[str] = set()

    @property
    def judgements(self) -> list[Judgement]:
        return list(self._judgements.values())

    def take_in(self, appearances: Iterable[Appearance]) -> None:
        self.added += appearances
        self._follow(self.added)

    def reach(self, entities: Iterable[str]) -> None:
        self._found |= set(entities)
        while pending := self._found - self.entities:
            self.entities |= pending
            loaded = self._tx.appearances_of_entities(pending)
            self.loaded.update((each.id, each) for each in loaded)
            self._follow(loaded)

    def _follow(self, appearances: Sequence[Appearance]) -> None:
        """Note the entities to which the keys and judgements of these lead."""
        keys = {key for each in appearances for key in each.keys} - self._keys
        self._keys |= keys
        self._found.update(self._tx.entities_with_keys(self._type, keys))
        judgements = self._tx.judgements_of([each.id for each in appearances])
        self._judgements.update((j.id, j) for j in judgements)
        judged_same = [
            side
            for j in judgements
            if is_by_person(j) and j.verdict is Verdict.SAME
            for side in (j.left, j.right)
        ]
        self._found.update(self._tx.entities_of_appearances(judged_same).values())
