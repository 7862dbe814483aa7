"""By which keys an appearance may be the same as another: names that say which one is meant.

A key is one of three: `known:ID` for a name of the known lists, the comparison key of a name, or
for a place that no list knows `BASE#LEVEL`. Keys hold within a type: a firm and an organization
are never one entity, since relations ask for the one or the other.

What keys tell can also contradict: two known ids or two levels are two entities, whatever other
name they share.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schema.known import (
    KnownName,
    KnownPlace,
    firms,
    is_place_name,
    known_firm,
    known_organization,
    known_place,
    organizations,
    places,
    possible_firms,
    possible_organizations,
    split_level,
)
from schema.names import comparison_key, is_common_word, is_full_person_name
from schema.records import Appearance

KNOWN = "known:"
LEVEL = "#"

SHORT_HAN, SHORT_LATIN = 2, 2
"""Up to this many characters a name means too many things to be a key as a mere alias."""

_HAN = re.compile(r"[\u3400-\u9fff]")


def appearance_keys(type: str, name: str, aliases: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of what an article calls `name` and `aliases`, that of `name` first.

    There are none where no name says which one is meant, such as a surname alone.
    """
    keys = _KEYS_OF_TYPE.get(type, _plain_keys)(name, aliases)
    first = keys[:1]
    return (*first, *sorted(set(keys) - set(first)))


def main_key(appearance: Appearance) -> str:
    """Return the key that gives an entity its id: the first, or one that nothing else has."""
    return appearance.keys[0] if appearance.keys else f"appearance:{appearance.id}"


@dataclass(frozen=True, slots=True)
class Marks:
    """What keys tell of an entity beyond its names: known ids and, of a place, levels."""

    known: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()

    def __or__(self, other: "Marks") -> "Marks":
        return Marks(self.known | other.known, self.levels | other.levels)

    def __bool__(self) -> bool:
        return bool(self.known or self.levels)

    @property
    def clear(self) -> bool:
        """Whether they tell of one thing at most."""
        return len(self.known) <= 1 and len(self.levels) <= 1

    def contradict(self, other: "Marks") -> bool:
        """Tell whether both speak and have nothing in common, of known ids or of levels."""
        return _disjoint(self.known, other.known) or _disjoint(self.levels, other.levels)


def marks_of(type: str, keys: Iterable[str]) -> Marks:
    """Return what `keys` of an entity of `type` tell beyond its names."""
    known, levels = set(), set()
    for key in keys:
        if key.startswith(KNOWN):
            known.add(key.removeprefix(KNOWN))
        elif type == "PLACE" and LEVEL in key:
            levels.add(key.rsplit(LEVEL, 1)[1])
    if type == "PLACE":
        levels.update(places()[id].level for id in known if id in places())
    return Marks(frozenset(known), frozenset(levels))


def known_by_id(type: str, id: str) -> KnownName | KnownPlace | None:
    """Return the entry of the known lists for entities of `type`."""
    match type:
        case "FIRM":
            return firms().get(id)
        case "ORGANIZATION":
            return organizations().get(id)
        case "PLACE":
            return places().get(id)
    return None


# --- by type -------------------------------------------------------------------------------


def _plain_keys(name: str, aliases: Sequence[str]) -> list[str]:
    return _named(name, main=True) + [key for alias in aliases for key in _named(alias, main=False)]


def _person_keys(name: str, aliases: Sequence[str]) -> list[str]:
    """A surname or first name alone is no key: many have it."""
    return [comparison_key(each) for each in (name, *aliases) if is_full_person_name(each)]


def _firm_keys(name: str, aliases: Sequence[str]) -> list[str]:
    return _listed_keys(name, aliases, known_firm, possible_firms)


def _organization_keys(name: str, aliases: Sequence[str]) -> list[str]:
    return _listed_keys(name, aliases, known_organization, possible_organizations)


def _listed_keys(
    name: str,
    aliases: Sequence[str],
    known: Callable[[str], KnownName | None],
    possible: Callable[[str], tuple[KnownName, ...]],
) -> list[str]:
    """Return known ids in place of known names, and the comparison keys of the others.

    An ambiguous name counts where it is the main one and means a single firm of the list, or
    where another name supports it; else it is no key.
    """
    id = _meant(name, aliases, known, possible)
    keys = []
    for each in (name, *aliases):
        if known(each) is not None or possible(each):
            keys += [KNOWN + id] if id in _candidates(each, known, possible) else []
        else:
            keys += _named(each, main=each == name)
    return keys


def _meant(
    name: str,
    aliases: Sequence[str],
    known: Callable[[str], KnownName | None],
    possible: Callable[[str], tuple[KnownName, ...]],
) -> str:
    """Return the one id that the names stand for, or none (an empty one)."""
    certain = known(name)
    if certain is not None:
        return certain.id
    said = {listed.id for each in aliases if (listed := known(each)) is not None}
    # Aliases that mean several listed firms were put together by mistake: none is believed.
    candidates = sorted(said) or _candidates(name, known, possible)
    return candidates[0] if len(candidates) == 1 else ""


def _candidates(
    name: str,
    known: Callable[[str], KnownName | None],
    possible: Callable[[str], tuple[KnownName, ...]],
) -> list[str]:
    certain = known(name)
    return [each.id for each in (possible(name) if certain is None else (certain,))]


def _place_keys(name: str, aliases: Sequence[str]) -> list[str]:
    """Return the keys of a place, without those of aliases that contradict its name."""
    keys = _keys_of_place(name)
    for alias in aliases:
        more = _keys_of_place(alias)
        if not marks_of("PLACE", keys).contradict(marks_of("PLACE", more)):
            keys += more
    return keys


def _keys_of_place(name: str) -> list[str]:
    """平乡县 is 平乡 of the level county, and may be what others call 平乡.

    A base that the gazetteer knows stands for what it knows, so that 河北区 is not 河北.
    """
    listed = known_place(name)
    if listed is not None:
        return [KNOWN + listed.id]
    base, level = split_level(name)
    if level is None:
        return _named(name, main=True)
    bare = [] if is_place_name(base) else _named(base, main=True)
    return [comparison_key(base) + LEVEL + level, *bare]


_KEYS_OF_TYPE: dict[str, Callable[[str, Sequence[str]], list[str]]] = {
    "FIRM": _firm_keys,
    "ORGANIZATION": _organization_keys,
    "PERSON": _person_keys,
    "PLACE": _place_keys,
}


# --- by name -------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def _key_of(name: str) -> str | None:
    key = comparison_key(name)
    return None if len(key) < 2 or is_common_word(name) else key


def _named(name: str, *, main: bool) -> list[str]:
    key = _key_of(name)
    return [] if key is None or (not main and _is_short(key)) else [key]


def _is_short(key: str) -> bool:
    return len(key) <= (SHORT_HAN if _HAN.search(key) else SHORT_LATIN)


def _disjoint(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left and right) and not left & right
