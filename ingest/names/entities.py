"""Groups the mentions of an article into the entities that they name."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.lexicon import Language, read_terms
from ingest.names.bracket_names import is_initials
from ingest.names.dotted_names import is_dotted_for
from ingest.names.mention import Mention
from ingest.names.short_names import short_names, without_place
from schema.known import known_firm, known_organization, known_place, split_level
from schema.names import comparison_key, is_common_word

_MERGES = frozenset({"FIRM", "ORGANIZATION", "PERSON", "CLUSTER", "PRODUCT", "EVENT", "PLACE"})
_ALIAS_ZH = re.compile(
    r" ?（[^（）]{0,24}?(?:以下)?(?:简称|下称|称)(?:为)?[“「\"'‘]?|"
    r" ?（(?:[^（）]{0,12}?[：:，])?[“「\"]?"
)
_ALIAS_EN = re.compile(
    r",? ?\((?:(?:the|hereinafter|together|collectively|formerly|or)[,:]? )*[\"“'‘]?(?:the )?"
    r"[\"“'‘]?(?:[^()]{0,24}[\"“] (?:or|and) (?:the )?[\"“])?"
)


@dataclass(frozen=True, slots=True)
class Grouped:
    """An entity: its fullest name, its other names, and its mentions in order."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]


def group_mentions(text: str, mentions: Sequence[Mention], language: Language) -> list[Grouped]:
    """Return the entities in the order of their first mention.

    Args:
        text: The article as written, from which names are quoted.
        mentions: Places that name something, in order, without overlaps.
        language: The article's language.
    """
    names = _Names()
    surfaces = [(text[m.start : m.end], m.type) for m in mentions]
    for surface in surfaces:
        names.add(surface)
    for pair in _bracketed(text, mentions, language):
        names.join(*pair)
    for rule in (_key, _known_id, _place_base):
        _join_equal(names, rule)
    _join_short(names, language)
    return _grouped(names, surfaces, mentions)


Surface = tuple[str, str]


class _Names:
    """Disjoint sets of surfaces, each of one type."""

    def __init__(self) -> None:
        self.parent: dict[Surface, Surface] = {}

    def add(self, surface: Surface) -> None:
        self.parent.setdefault(surface, surface)

    def root(self, surface: Surface) -> Surface:
        while self.parent[surface] != surface:
            surface = self.parent[surface]
        return surface

    def join(self, left: Surface, right: Surface) -> None:
        a, b = self.root(left), self.root(right)
        if a != b and a[1] == b[1]:
            self.parent[b] = a


def _bracketed(
    text: str, mentions: Sequence[Mention], language: Language
) -> Iterator[tuple[Surface, Surface]]:
    """Yield a name and the name given for it in brackets: 远岚股份有限公司（简称“远岚”）."""
    opening = _ALIAS_ZH if language == "zh" else _ALIAS_EN
    for left, right in pairwise(mentions):
        gap = text[left.end : right.start]
        if left.type != right.type or not gap or left.type == "PLACE" or len(gap) > 60:
            continue
        opens = opening.fullmatch(gap.replace("(", "（") if language == "zh" else gap)
        if opens is None:
            continue
        declared = "称" in gap or "“" in gap or '"' in gap
        a, b = text[left.start : left.end], text[right.start : right.end]
        closing = text[right.end : right.end + 2].lstrip("”」\"'’ ")
        if closing[:1] in {"）", ")", "，", ",", ";", "；"} and (
            declared or _other_script(a, b) or is_initials(b, a)
        ):
            yield (a, left.type), (b, right.type)


def _other_script(left: str, right: str) -> bool:
    han = re.compile("[\u3400-\u9fff]")
    return bool(han.search(left)) != bool(han.search(right))


def _join_equal(names: _Names, rule: Callable[[Surface], str | None]) -> None:
    first: dict[tuple[str, str], Surface] = {}
    for surface in list(names.parent):
        value = rule(surface)
        if value:
            key = (surface[1], value)
            names.join(first.setdefault(key, surface), surface)


def _key(surface: Surface) -> str | None:
    key = comparison_key(surface[0])
    return key or None


def _known_id(surface: Surface) -> str | None:
    name, kind = surface
    if kind == "FIRM":
        firm = known_firm(name)
        return None if firm is None else firm.id
    if kind == "ORGANIZATION":
        body = known_organization(name)
        return None if body is None else body.id
    if kind == "PLACE":
        place = known_place(name)
        return None if place is None else place.id
    return None


def _place_base(surface: Surface) -> str | None:
    return split_level(surface[0])[0] if surface[1] == "PLACE" else None


def _join_short(names: _Names, language: Language) -> None:
    """Join each name to the one fuller name that it can be short for; where two can, to none."""
    by_type: dict[str, list[str]] = defaultdict(list)
    for name, kind in names.parent:
        by_type[kind].append(name)
    for kind, listed in by_type.items():
        for short in listed:
            fuller = {
                names.root((name, kind))
                for name in listed
                if len(name) > len(short) and _is_short_for(short, name, kind, language)
            }
            fuller.discard(names.root((short, kind)))
            if len(fuller) == 1:
                names.join(fuller.pop(), (short, kind))


def _is_short_for(short: str, name: str, kind: str, language: Language) -> bool:
    if is_common_word(short) or kind in {"PLACE", "PRODUCT", "EVENT"}:
        return False
    if kind == "PERSON":
        parts = re.split(r"[ ·・‧•.]+", name)
        ends = re.search(rf"[ ·・‧•.]{re.escape(short)}$", name) is not None
        return len(parts) > 1 and (ends or short == parts[0])
    if short.isascii() and name.isascii():
        return _is_short_latin(short, name)
    if language == "en" or not re.search("[\u3400-\u9fff]", name):
        return _is_short_latin(short, name)
    if name.endswith(tuple(read_terms("firm_suffixes", "branch", "zh"))):
        return False
    if kind == "FIRM":
        bare = without_place(name)
        return short in set(short_names(name)) or (len(short) > 2 and bare.startswith(short))
    return len(short) >= 3 and (name.endswith(short) or name.startswith(short))


def _is_short_latin(short: str, name: str) -> bool:
    if is_dotted_for(short, name):
        return True
    words, parts = re.split("[ .]+", short), re.split("[ .]+", name)
    if len(parts) > len(words) and parts[: len(words)] == words and len(short) > 2:
        return True
    return len(parts) > 1 and is_initials(short, name) and len(short) > 2


def _grouped(names: _Names, surfaces: list[Surface], mentions: Sequence[Mention]) -> list[Grouped]:
    groups: dict[Surface, list[int]] = defaultdict(list)
    for number, surface in enumerate(surfaces):
        groups[names.root(surface)].append(number)
    found = []
    for number, (root, members) in enumerate(groups.items(), start=1):
        written = list(dict.fromkeys(surfaces[member][0] for member in members))
        name = max(written, key=len)
        found.append(
            Grouped(
                id=f"e{number}",
                type=root[1],
                name=name,
                aliases=tuple(other for other in written if other != name),
                mentions=tuple(mentions[member] for member in members),
            )
        )
    return found
