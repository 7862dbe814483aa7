"""Names that everybody knows: firms, organizations and places with their names in both languages.

The lists lie in `schema/data`. They help to tell that two names mean one thing (微软, Microsoft);
nothing is found in a text because it is listed here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from schema.names import comparison_key, fold_name
from schema.script import plain
from schema.tables import read_table


@dataclass(frozen=True, slots=True)
class KnownName:
    """A firm or organization of the lists; an `ambiguous` name may also mean something else."""

    id: str
    names: tuple[str, ...]
    ambiguous: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of the gazetteer; `parent` is the id of the place that it lies in."""

    id: str
    names: tuple[str, ...]
    level: str
    parent: str | None = None
    country: str | None = None


class _Listed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...


L = TypeVar("L", bound=_Listed)


def known_firm(name: str) -> KnownName | None:
    """Return the firm that `name` means beyond doubt, in either script and with any legal form."""
    return _only(_look_up(_firms_by_name(), name))


def possible_firms(name: str) -> tuple[KnownName, ...]:
    """Return the firms for which `name` is an ambiguous name, such as 苹果 or Meta."""
    return _look_up(_firms_by_ambiguous_name(), name)


def known_organization(name: str) -> KnownName | None:
    """Return the organization that `name` means beyond doubt."""
    return _only(_look_up(_organizations_by_name(), name))


def possible_organizations(name: str) -> tuple[KnownName, ...]:
    """Return the organizations for which `name` is an ambiguous name."""
    return _look_up(_organizations_by_ambiguous_name(), name)


def known_place(name: str) -> KnownPlace | None:
    """Return the place that `name` means, `None` where several share it or none is listed.

    A name with its level counts as well (河北省, 惠州市), provided the level fits: 吉林市 is the
    city, 吉林 and 吉林省 are the province.
    """
    listed = _look_up(_places_by_name(), name)
    if listed:
        return _only(listed)
    base, levels = _parts(name)
    return _only(p for p in _look_up(_places_by_name(), base) if levels and p.level in levels)


def is_place_name(name: str) -> bool:
    """Tell whether one place or more have this name."""
    return bool(_look_up(_places_by_name(), name))


def split_level(name: str) -> tuple[str, str | None]:
    """Return a place name without what tells its level, and that level: 平乡县 is 平乡, county.

    A name that would be left with one character keeps it whole: 忠县 is 忠县, county.
    """
    base, levels = _parts(name)
    return base, levels[0] if levels else None


@cache
def firms() -> Mapping[str, KnownName]:
    """Return the known firms by id."""
    return _read("known_firms.tsv", _name_of)


@cache
def organizations() -> Mapping[str, KnownName]:
    """Return the known organizations by id."""
    return _read("known_organizations.tsv", _name_of)


@cache
def places() -> Mapping[str, KnownPlace]:
    """Return the known places by id."""
    return _read("places.tsv", _place_of)


# --- reading -----------------------------------------------------------------------------


def _read(file: str, make: Callable[[Mapping[str, str]], L]) -> Mapping[str, L]:
    return {listed.id: listed for listed in map(make, read_table(file))}


def _name_of(row: Mapping[str, str]) -> KnownName:
    return KnownName(
        row["id"], _cell(row["names"]), _cell(row["ambiguous"]), row["country"] or None
    )


def _place_of(row: Mapping[str, str]) -> KnownPlace:
    return KnownPlace(
        row["id"],
        _cell(row["names"]),
        row["level"],
        row["parent"] or None,
        row["country"] or None,
    )


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


# --- finding by name -----------------------------------------------------------------------

Index = Mapping[str, tuple[L, ...]]


def _written(name: str) -> str:
    """Return `name` without regard to case, width, signs and script; its legal form stays."""
    return fold_name(plain(name))


def _index(listed: Mapping[str, L], names: Callable[[L], tuple[str, ...]]) -> Index[L]:
    """Return what is listed by each of its names as written, and by their comparison keys."""
    found: dict[str, dict[str, L]] = {}
    for each in listed.values():
        for name in names(each):
            for form in (_written(name), comparison_key(name)):
                found.setdefault(form, {})[each.id] = each
    return {form: tuple(means.values()) for form, means in found.items()}


def _certain(listed: Mapping[str, KnownName]) -> Index[KnownName]:
    """Return the index of certain names: Alphabet Inc. is one, its key "alphabet" is not."""
    doubtful = _index(listed, lambda each: each.ambiguous)
    written = {_written(name) for each in listed.values() for name in each.names}
    index = _index(listed, lambda each: each.names)
    return {form: means for form, means in index.items() if form in written or form not in doubtful}


def _look_up(index: Index[L], name: str) -> tuple[L, ...]:
    return index.get(_written(name)) or index.get(comparison_key(name)) or ()


def _only(found: Iterable[L]) -> L | None:
    listed = tuple(found)
    return listed[0] if len(listed) == 1 else None


@cache
def _firms_by_name() -> Index[KnownName]:
    return _certain(firms())


@cache
def _firms_by_ambiguous_name() -> Index[KnownName]:
    return _index(firms(), lambda each: each.ambiguous)


@cache
def _organizations_by_name() -> Index[KnownName]:
    return _certain(organizations())


@cache
def _organizations_by_ambiguous_name() -> Index[KnownName]:
    return _index(organizations(), lambda each: each.ambiguous)


@cache
def _places_by_name() -> Index[KnownPlace]:
    return _index(places(), lambda each: each.names)


# --- levels of places ----------------------------------------------------------------------


@cache
def _levels() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the endings of place names with their levels, the longest ending first."""
    endings = [
        (
            row["suffix"] if row["language"] == "zh" else f" {row['suffix']}",
            (row["level"], *_cell(row["also"])),
        )
        for row in read_table("place_levels.tsv")
    ]
    return tuple(sorted(endings, key=lambda ending: (-len(ending[0]), ending[0])))


def _parts(name: str) -> tuple[str, tuple[str, ...]]:
    folded = plain(name).casefold().strip()
    for ending, levels in _levels():
        if folded.endswith(ending) and folded != ending:
            base = folded.removesuffix(ending).strip()
            return (base if len(base) > 1 else folded), levels
    return folded, ()
