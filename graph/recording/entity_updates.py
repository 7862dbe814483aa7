"""The quick way to keep entities in step: what an article adds to or takes from a single entity.

It is taken where the rest of the entity, however large, need not be loaded: the entity is the only
one with its keys, stays one and keeps its id. What an article no longer says may be taken away
where another article says the very same. All other changes go the thorough way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.identity import entity_id
from graph.recording.intake import Intake
from graph.recording.keys import main_key, marks_of
from graph.recording.resolution import (
    Chronology,
    Times,
    describe,
    explain_appearances,
    is_by_person,
    least_by_key,
)
from graph.store import StoreTransaction
from schema.records import Appearance, Entity, Judgement


@dataclass(slots=True)
class Bundle:
    """Appearances that an article adds or takes away and that go together by their keys.

    `entities` are those that have one of the keys or an appearance, each with all its keys.
    """

    added: list[Appearance] = field(default_factory=list)
    removed: list[Appearance] = field(default_factory=list)
    entities: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def appearances(self) -> list[Appearance]:
        return [*self.removed, *self.added]

    def meets(self, other: "Bundle") -> bool:
        keys = {key for each in self.appearances for key in each.keys}
        return bool(self.entities.keys() & other.entities.keys()) or any(
            keys.intersection(each.keys) for each in other.appearances
        )

    def take(self, other: "Bundle") -> None:
        self.added += other.added
        self.removed += other.removed
        self.entities.update(other.entities)


@dataclass(frozen=True, slots=True)
class Update:
    """An entity with what it gains, and the rule's judgements that come and go with that."""

    entity: Entity
    added: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    stale_judgements: tuple[str, ...]


def bundle_appearances(
    tx: StoreTransaction, type: str, removed: Sequence[Appearance], added: Sequence[Appearance]
) -> list[Bundle]:
    """Return the bundles that no key and no entity connects."""
    keys = {key for each in (*removed, *added) for key in each.keys}
    hits = tx.entities_with_keys(type, keys)
    belonged = tx.entities_of_appearances([each.id for each in removed])

    def entities(appearance: Appearance) -> dict[str, frozenset[str]]:
        return {id: held for id, held in hits.items() if held.intersection(appearance.keys)}

    single = [Bundle(added=[each], entities=entities(each)) for each in added]
    for each in removed:
        home = belonged[each.id]
        found = {home: hits.get(home, frozenset()), **entities(each)}
        single.append(Bundle(removed=[each], entities=found))
    bundles: list[Bundle] = []
    for bundle in single:
        near = [other for other in bundles if bundle.meets(other)]
        bundles = [other for other in bundles if other not in near]
        for other in near:
            bundle.take(other)
        bundles.append(bundle)
    return bundles


def chronology(
    tx: StoreTransaction, appearances: Iterable[Appearance], intake: Intake | None
) -> Chronology:
    """Return the order of appearances, those of an article that is being recorded among them."""
    stored = tx.article_times({each.article for each in appearances})
    times = {id: Times(*when) for id, when in stored.items()}
    if intake is not None:
        times[intake.article.id] = Times(intake.article.published, intake.recorded_at)
    return Chronology(times)


class QuickUpdates:
    """Finds the bundles of one type for which the quick way will do, and takes it."""

    def __init__(self, tx: StoreTransaction, type: str, intake: Intake | None) -> None:
        self._tx = tx
        self._type = type
        self._intake = intake

    def applicable(self, bundles: Iterable[Bundle]) -> list[Bundle]:
        """Return the bundles that concern one entity which remains what it is."""
        single = [bundle for bundle in bundles if len(bundle.entities) == 1]
        held = {key for bundle in single for keys in bundle.entities.values() for key in keys}
        owners: Counter[str] = Counter()
        for keys in self._tx.entities_with_keys(self._type, held).values():
            owners.update(keys)
        judged = self._judged(each for bundle in single for each in bundle.appearances)
        least = self._tx.least_appearances(self._type, held)
        return [
            bundle
            for bundle in single
            for id, keys in bundle.entities.items()
            if all(owners[key] == 1 for key in keys)
            and marks_of(self._type, keys.union(*(a.keys for a in bundle.added))).clear
            and not any(each.id in judged for each in bundle.appearances)
            and _stays_least(bundle, least)
            and self._stays_whole(id, bundle.removed)
            and self._keeps_id(id, bundle)
        ]

    def update(self, bundle: Bundle) -> Update:
        """Return what becomes of the one entity of `bundle`."""
        ((id, keys),) = bundle.entities.items()
        least = {**least_by_key(bundle.added), **self._tx.least_appearances(self._type, keys)}
        order = chronology(self._tx, bundle.added, self._intake)
        known = self._tx.judgements_of([each.id for each in bundle.removed])
        return Update(
            entity=self._describe(self._tx.entities([id])[id], keys, bundle),
            added=tuple(sorted(each.id for each in bundle.added)),
            judgements=explain_appearances(bundle.added, least, order),
            stale_judgements=tuple(j.id for j in known if not is_by_person(j)),
        )

    def _describe(self, entity: Entity, keys: frozenset[str], bundle: Bundle) -> Entity:
        said = [name for each in bundle.added for name in (each.name, *each.aliases)]
        return describe(
            entity.id,
            self._type,
            name_counts=self._name_counts(entity.id, bundle),
            names=[entity.name, *entity.aliases, *said],
            keys=keys.union(*(each.keys for each in bundle.added)),
            articles=entity.articles - bool(bundle.removed) + bool(bundle.added),
            mentions=entity.mentions + self._more_mentions(bundle),
        )

    def _name_counts(self, id: str, bundle: Bundle) -> Mapping[str, int]:
        counts = Counter(self._tx.name_counts([id])[id])
        counts.subtract({each.name for each in bundle.removed})
        counts.update({each.name for each in bundle.added})
        return counts

    def _more_mentions(self, bundle: Bundle) -> int:
        lost = self._tx.mention_counts([each.id for each in bundle.removed])
        won = {} if self._intake is None else self._intake.mention_counts()
        return sum(won.get(each.id, 0) for each in bundle.added) - sum(lost.values())

    # --- conditions ----------------------------------------------------------------------------

    def _judged(self, appearances: Iterable[Appearance]) -> set[str]:
        """Return the appearances about which a person has judged."""
        judgements = self._tx.judgements_of([each.id for each in appearances])
        return {side for j in judgements if is_by_person(j) for side in (j.left, j.right)}

    def _stays_whole(self, id: str, removed: Sequence[Appearance]) -> bool:
        """Tell whether others have the same names and keys, so that nothing comes apart."""
        return all(self._tx.has_twin(id, each) for each in removed)

    def _keeps_id(self, id: str, bundle: Bundle) -> bool:
        """Tell whether the earliest appearance goes on giving the entity its id."""
        named = all(entity_id(self._type, main_key(each)) == id for each in bundle.added)
        if named and not bundle.removed:
            return True
        first = self._tx.earliest_appearances([id])[id]
        if any(each.id == first.id for each in bundle.removed):
            return False
        present = [first, *bundle.added]
        return named or min(present, key=chronology(self._tx, present, self._intake)) is first


def _stays_least(bundle: Bundle, least: Mapping[str, str]) -> bool:
    """Tell whether the appearances that stand for the keys go on doing so."""
    return not any(
        least.get(key, "") >= each.id for each in bundle.appearances for key in each.keys
    )
