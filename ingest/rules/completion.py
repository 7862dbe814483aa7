"""Completes the parties of a deal from what the words right around its cue leave unsaid.

A court or a lender is told by its name wherever it stands in the sentence; so is the one that the
sentences before are about, where this one names it again and one side of the deal is open.
"""

from collections.abc import Iterator, Sequence

from ingest.rules.bearers import TOLD_BY_NAME, is_named_as, may_bear
from ingest.rules.cues import Cue
from ingest.rules.groups import Group
from ingest.rules.roles import Roles, frame
from ingest.rules.scene import Named, Scene, Sentence
from schema.ontology import ontology

BACK = 2
"""How many sentences back the one in question may be named."""

_PARTIES = frozenset({"FIRM", "ORGANIZATION", "PERSON"})


def completed(
    scene: Scene, sentence: Sentence, cue: Cue, groups: Sequence[Group], roles: Roles
) -> Roles:
    """Return the roles with those added that names or the sentences before show."""
    whole = {role: list(entities) for role, entities in roles.items()}
    here = sorted((n for g in groups for n in g.named), key=lambda n: abs(n.start - cue.start))
    for role in ontology().deals[cue.type].roles:
        kind = TOLD_BY_NAME.get(role)
        if kind is not None and role not in whole:
            told = (n for n in here if is_named_as(scene, n.entity, kind))
            _give_first(scene, cue, whole, role, told)
    named_here = {named.entity for named in here}
    if whole and cue.pattern.strong:
        for role in frame(cue.type).get("carried", ()):
            if role not in whole:
                topics = (n for n in _topics(scene, sentence) if n.entity in named_here)
                _give_first(scene, cue, whole, role, topics)
    return whole


def _give_first(
    scene: Scene, cue: Cue, roles: Roles, role: str, candidates: Iterator[Named]
) -> None:
    """Give a role to the first of the candidates that may have it, if that one has none yet."""
    for named in candidates:
        if ontology().allows_role(cue.type, role, named.type) and may_bear(
            scene, role, named.entity
        ):
            if not any(named.entity in entities for entities in roles.values()):
                roles[role] = [named.entity]
            return


def _topics(scene: Scene, sentence: Sentence) -> Iterator[Named]:
    """Yield whom the sentences before are about, the nearest sentence first."""
    for number in range(sentence.number - 1, max(-1, sentence.number - 1 - BACK), -1):
        for named in scene.sentences[number].named:
            if named.type in _PARTIES:
                yield named
                break
