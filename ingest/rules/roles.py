"""Reads from word order and prepositions who does what to whom around a cue."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ingest.lexicon import Language, any_of, read_lexicon, read_terms
from ingest.rules.bearers import may_bear
from ingest.rules.cues import Cue
from ingest.rules.groups import Group, preposition_before
from ingest.rules.scene import Named, Scene
from schema.ontology import ontology

REACH = {"zh": 45, "en": 110}
"""How far from the cue a party may stand, in characters."""

OBJECT_REACH = {"zh": 28, "en": 60}
"""How far behind the cue the one it is done to may stand."""

Roles = dict[str, list[str]]

_GENITIVE = {
    "zh": re.compile(r"(?:公司|集团)?(?:的)?(?:[\u3400-\u9fff%0-9]{0,8})"),
    "en": re.compile(r"['’]s? (?:[\w-]+ ){0,3}"),
}
_BESIDE = {"zh": re.compile(r"[“「（ ：]?"), "en": re.compile(r",? ")}
_IS = {
    "zh": re.compile(r"(?:是|为|作为|系|成为|成了)(?:了)?[\u3400-\u9fff]{0,3}$"),
    "en": re.compile(r"\b(?:is|was|are|were|become|became|becomes|as|,) (?:[\w-]+ ){0,2}$"),
}


@cache
def _kinship(language: Language) -> re.Pattern[str]:
    return re.compile(any_of(read_terms("contexts", language, "kinship")) + "$", re.IGNORECASE)


@cache
def frame(kind: str) -> Mapping[str, Any]:
    """Return what `frames.yaml` says of a deal or relation type."""
    found: Mapping[str, Any] = read_lexicon("frames").get(kind, {})
    return found


def roles_around(
    scene: Scene, cue: Cue, groups: Sequence[Group], *, until: int, since: int
) -> Roles:
    """Return the entities in each role that the words around a cue give.

    Args:
        scene: The article.
        cue: The words that say it.
        groups: The parties of the cue's sentence.
        until: Where the next cue begins, past which parties are not this one's.
        since: Where the cue before ends.
    """
    return _Reader(scene, cue, groups, until, since).read()


class _Reader:
    def __init__(
        self, scene: Scene, cue: Cue, groups: Sequence[Group], until: int, since: int
    ) -> None:
        self.scene, self.cue, self.until, self.since = scene, cue, until, since
        reach = REACH[scene.language]
        near = [g for g in groups if g.end > cue.start - reach and g.start < cue.end + reach]
        self.before = [g for g in near if g.end <= cue.start]
        self.inside = [g for g in near if g.start < cue.end and g.end > cue.start]
        # What stands before the cue governs nobody behind it: A将收购B.
        self.after = [
            Group(g.named, preposition_before(scene, g.start, max(cue.end, g.named[0].start - 40)))
            if not any(cue.end <= n.end <= g.start for other in near for n in other.named)
            else g
            for g in near
            if g.start >= cue.end and g.start < max(until, cue.end + 1)
        ]
        self.roles: Roles = {}
        self.used: set[str] = set()
        self.prepositions: Mapping[str, str] = frame(cue.type).get("prepositions", {})

    def read(self) -> Roles:
        together = frame(self.cue.type).get("all")
        if together is not None:
            return self._all(together)
        subject, target = self.cue.pattern.subject, self.cue.pattern.object
        giving = self._given_away()
        if giving is not None:
            return giving
        if self._described():
            return self.roles
        if target is not None:
            self._object(target)
        self._by_preposition()
        if subject is not None and subject not in self.roles:
            self._subject(subject)
        return self.roles

    def _given_away(self) -> Roles | None:
        """Read A把B的股份卖给C, where the cue alone would make A what is sold."""
        prepositions = self.prepositions
        words = self.scene.folded[self.since : self.cue.start]
        gives = self.scene.folded[self.cue.start : self.cue.end].endswith(("给", "予"))
        if self.scene.language != "zh" or not gives or "from" not in prepositions:
            return None
        at = max(words.rfind("把"), words.rfind("将"), words.rfind("以"))
        if at < 0 or "of" not in prepositions:
            return None
        split = self.since + at
        self._first(prepositions["from"], [g for g in reversed(self.before) if g.end <= split])
        self._first(prepositions["of"], [g for g in self.before if g.start > split])
        self._first(prepositions["to"], [*self.inside, *self.after])
        return self.roles

    def _described(self) -> bool:
        """Read X是Y的子公司 and Y的子公司X: the one before a noun of kinship owns the word."""
        pattern, text = self.cue.pattern, self.scene.folded
        noun = _kinship(self.scene.language).search(text[self.cue.start : self.cue.end])
        if pattern.voice != "noun" or not (pattern.subject and pattern.object and noun):
            return False
        whose = next(
            (g for g in reversed(self.before) if self._is_genitive(text[g.end : self.cue.start])),
            None,
        )
        if whose is None:
            return False
        beside = [
            g
            for g in self.after
            if _BESIDE[self.scene.language].fullmatch(text[self.cue.end : g.start])
        ]
        earlier = [g for g in reversed(self.before) if g.end < whose.start]
        linked = [g for g in earlier if _IS[self.scene.language].search(text[g.end : whose.start])]
        other = next(iter([*beside, *linked]), None)
        if other is None:
            return False
        return self._give(pattern.object, whose) and self._give(pattern.subject, other)

    def _is_genitive(self, gap: str) -> bool:
        return _GENITIVE[self.scene.language].fullmatch(gap) is not None

    def _first(self, role: str, groups: Sequence[Group]) -> None:
        for group in groups:
            if self._give(role, group):
                return

    def _all(self, role: str) -> Roles:
        """Fill the one role of a type without direction: who stands beside the cue takes part."""
        beside = [*self.before[-2:], *self.inside, *self.after[:1]]
        for group in beside:
            joined = group.preposition in {"with", "between", "by", None}
            if joined and self._gap_is_plain(group):
                self._give(role, group)
        return self.roles

    def _gap_is_plain(self, group: Group) -> bool:
        left, right = sorted([(group.start, group.end), (self.cue.start, self.cue.end)])
        gap = self.scene.folded[left[1] : right[0]]
        return gap.count("，") + gap.count(", ") < 2

    def _object(self, role: str) -> None:
        for group in [*self.inside, *self.after]:
            if group.start - self.cue.end > OBJECT_REACH[self.scene.language]:
                return
            free = (
                group.preposition in {None, "of", "in", "for", "by", "with"} or group in self.inside
            )
            if (
                self.prepositions.get(group.preposition or "") not in {None, role}
                and group not in self.inside
            ):
                continue
            if free and self._give(role, group):
                return

    def _subject(self, role: str) -> None:
        for group in reversed(self.before):
            if group.preposition in {None, "with"} and self._give(role, group):
                return
            if (
                group.preposition == "by"
                and self.prepositions.get("by") == role
                and self._give(role, group)
            ):
                return
        self._first(role, self.inside)

    def _by_preposition(self) -> None:
        subject = self.cue.pattern.subject
        for group in self._governed():
            role = self.prepositions.get(group.preposition or "")
            if role is not None and role == subject and group.preposition == "to":
                # 向B收购: who buys from B is named before; B is where it comes from.
                role = self.prepositions.get("from")
            if role is not None and role not in self.roles:
                self._give(role, group)

    def _governed(self) -> Iterator[Group]:
        comma = "，" if self.scene.language == "zh" else "; "
        for group in reversed(self.before):
            if group.preposition is None:
                continue
            if comma in self.scene.folded[group.end : self.cue.start] or group.end < self.since:
                break
            yield group
        for group in self.after:
            if group.preposition is not None:
                yield group

    def _give(self, role: str, group: Group) -> bool:
        fitting = [
            n.entity for n in group.named if self._allowed(role, n) and n.entity not in self.used
        ]
        if not fitting:
            return False
        if role in self.roles and role != frame(self.cue.type).get("all"):
            return False
        if _is_single(self.cue.type, role):
            fitting = fitting[-1:] if group in self.before else fitting[:1]
        self.roles.setdefault(role, []).extend(dict.fromkeys(fitting))
        self.used.update(fitting)
        return True

    def _allowed(self, role: str, named: Named) -> bool:
        kinds = ontology()
        if self.cue.type in kinds.deals:
            return kinds.allows_role(self.cue.type, role, named.type) and may_bear(
                self.scene, role, named.entity
            )
        relation = kinds.relations[self.cue.type]
        return named.type in (relation.source if role == "source" else relation.target)


def _is_single(kind: str, role: str) -> bool:
    deal = ontology().deals.get(kind)
    return deal is not None and deal.roles[role].max == 1
