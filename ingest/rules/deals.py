"""Finds the deals of an article: cues, parties in their roles, the same deal told again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.lexicon import compile_pattern, read_lexicon
from ingest.rules.completion import completed
from ingest.rules.cues import Cue
from ingest.rules.deal_templates import Worded, worded_deals
from ingest.rules.deal_values import Terms, terms_near
from ingest.rules.groups import Group, groups_in
from ingest.rules.roles import Roles, frame, roles_around
from ingest.rules.scene import Scene, Sentence
from ingest.rules.statuses import read_status
from ingest.rules.values import Value
from schema.money import Money
from schema.ontology import ontology
from schema.records import ExtractedDeal, Participant

# Confidence by what speaks for the deal; to be calibrated on judged output.
WORDED = 0.75
STRONG_CUE = 0.7
WEAK_CUE = 0.5
WITH_TERMS = 0.1
"""Added where a sum or share stands beside the cue."""
TOLD_AGAIN = 0.05


@dataclass(frozen=True, slots=True)
class Candidate:
    """A deal as one cue tells it."""

    type: str
    roles: Mapping[str, tuple[str, ...]]
    cue: Cue
    sentences: tuple[Sentence, ...]
    terms: Terms
    confidence: float
    properties: Mapping[str, bool | str] = field(default_factory=dict)

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(entity for entities in self.roles.values() for entity in entities)


def find_deals(scene: Scene, cues: Sequence[Cue], values: list[Value]) -> list[ExtractedDeal]:
    """Return the deals that an article tells, each once."""
    found: list[Candidate] = []
    for sentence in scene.sentences:
        here = [
            c for c in cues if c.is_deal and sentence.start <= c.start and c.end <= sentence.end
        ]
        found.extend(_competing(list(_in_sentence(scene, sentence, here, values))))
    merged = _without_shared_sums(_merge(found))
    return [_deal(scene, n, deal) for n, deal in enumerate(merged, start=1)]


def _in_sentence(
    scene: Scene, sentence: Sentence, cues: Sequence[Cue], values: list[Value]
) -> Iterator[Candidate]:
    groups = groups_in(scene, sentence)
    if not groups:
        return
    told = worded_deals(scene, sentence)
    for worded in told:
        yield _worded(scene, sentence, worded, groups, values)
    for cue in cues:
        if any(_within(cue, worded.cue) for worded in told):
            continue
        apart = [c for c in cues if c.end <= cue.start and c.pattern.strong and c.type == cue.type]
        later = [c for c in cues if c.start >= cue.end and c.pattern.strong and c.type == cue.type]
        since = max((c.end for c in apart), default=sentence.start)
        until = min((c.start for c in later), default=sentence.end)
        roles = roles_around(scene, cue, groups, until=until, since=since)
        if not _has_enough(cue, roles):
            roles = roles_around(scene, cue, groups, until=sentence.end, since=sentence.start)
        roles = completed(scene, sentence, cue, groups, roles)
        terms = terms_near(scene, sentence, cue, values)
        close = _is_close(scene, cue, groups)
        candidate = _candidate(scene, sentence, cue, roles, terms, close=close)
        if candidate is not None:
            yield candidate


def _within(cue: Cue, other: Cue) -> bool:
    return cue.type == other.type and cue.start < other.end and other.start < cue.end


def _worded(
    scene: Scene,
    sentence: Sentence,
    worded: Worded,
    groups: Sequence[Group],
    values: list[Value],
) -> Candidate:
    roles = completed(scene, sentence, worded.cue, groups, worded.roles)
    return Candidate(
        type=worded.cue.type,
        roles={role: tuple(entities) for role, entities in roles.items()},
        cue=worded.cue,
        sentences=(sentence,),
        terms=terms_near(scene, sentence, worded.cue, values),
        confidence=WORDED,
        properties=_properties(scene, sentence, worded.cue),
    )


def _candidate(
    scene: Scene, sentence: Sentence, cue: Cue, roles: Roles, terms: Terms, *, close: bool
) -> Candidate | None:
    if not _is_enough(cue, roles, terms, close=close):
        return None
    sure = STRONG_CUE if cue.pattern.strong else WEAK_CUE
    if terms.amount is not None or terms.stake is not None:
        sure += WITH_TERMS
    return Candidate(
        type=cue.type,
        roles={role: tuple(entities) for role, entities in roles.items()},
        cue=cue,
        sentences=(sentence,),
        terms=terms,
        confidence=sure,
        properties=_properties(scene, sentence, cue),
    )


CLOSE = {"zh": 4, "en": 8}
"""How near, in characters, a party behind a weak cue makes up for its weakness."""


def _is_close(scene: Scene, cue: Cue, groups: Sequence[Group]) -> bool:
    return any(0 <= group.start - cue.end <= CLOSE[scene.language] for group in groups)


def _has_enough(cue: Cue, roles: Mapping[str, Sequence[str]]) -> bool:
    rules = frame(cue.type)
    together = rules.get("all")
    if together is not None:
        return len(set(roles.get(together, ()))) >= 2
    return any(set(wanted) <= set(roles) for wanted in rules["enough"])


def _is_enough(cue: Cue, roles: Roles, terms: Terms, *, close: bool) -> bool:
    """Return whether the parties make a deal: both sides, or one that is telling enough."""
    if _has_enough(cue, roles):
        return cue.pattern.strong or close
    rules = frame(cue.type)
    if not cue.pattern.strong:
        return False
    valued = terms.amount is not None or terms.stake is not None
    telling = {*rules.get("single", ()), *(rules.get("alone", ()) if valued else ())}
    return not telling.isdisjoint(roles)


def _properties(scene: Scene, sentence: Sentence, cue: Cue) -> dict[str, bool | str]:
    if "exclusive" not in ontology().deals[cue.type].properties:
        return {}
    text = scene.folded[sentence.start : sentence.end]
    listed = read_lexicon("exclusivity")
    for name, answer in (("non_exclusive", False), ("exclusive", True)):
        for pattern in listed[name][scene.language]:
            if compile_pattern(pattern, scene.language).search(text):
                return {"exclusive": answer}
    return {}


# --- One deal told by several cues -------------------------------------------------------------


def _competing(found: list[Candidate]) -> list[Candidate]:
    """Drop what two types make of the same parties in one sentence; the surer cue stays."""
    kept: list[Candidate] = []
    for candidate in sorted(
        found, key=lambda c: (-c.confidence, c.cue.start - c.cue.end, c.cue.start)
    ):
        rival = next((k for k in kept if _rivals(k, candidate)), None)
        if rival is None:
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.cue.start)


# Types that are told in like words of the same two parties.
_ALIKE = (
    frozenset({"ACQUISITION", "INVESTMENT", "STAKE_TRANSFER", "MERGER"}),
    frozenset(
        {"PARTNERSHIP", "JOINT_VENTURE", "SUPPLY_CONTRACT", "LICENCE", "MERGER", "SPONSORSHIP"}
    ),
)


def _rivals(kept: Candidate, other: Candidate) -> bool:
    if kept.type == other.type or not any({kept.type, other.type} <= alike for alike in _ALIKE):
        return False
    return len(kept.parties & other.parties) >= min(2, len(other.parties))


NEAR = 2
"""How many sentences apart two halves of one deal may be told."""


def _merge(found: list[Candidate]) -> list[Candidate]:
    """Join what is one deal: the same parties told again, then halves told side by side."""
    told = _joined(found, _is_same)
    whole = _joined(told, _are_halves)
    return [deal for deal in whole if not any(_repeats(deal, other) for other in whole)]


def _joined(
    found: list[Candidate], belong: Callable[[Candidate, Candidate], bool]
) -> list[Candidate]:
    deals: list[Candidate] = []
    for candidate in found:
        at = next((n for n, deal in enumerate(deals) if belong(deal, candidate)), None)
        if at is None:
            deals.append(candidate)
        else:
            deals[at] = _join(deals[at], candidate)
    return deals


def _are_halves(deal: Candidate, other: Candidate) -> bool:
    """Return whether two tellings near each other each lack what the other has."""
    if (
        deal.type != other.type
        or deal.parties & other.parties
        or set(deal.roles) & set(other.roles)
    ):
        return False
    apart = min(abs(a.number - b.number) for a in deal.sentences for b in other.sentences)
    return (
        apart <= NEAR
        and (_is_half(deal) or _is_half(other))
        and not _contradict(deal.terms.amount, other.terms.amount)
    )


def _is_half(deal: Candidate) -> bool:
    return not _has_enough(deal.cue, deal.roles)


def _repeats(deal: Candidate, other: Candidate) -> bool:
    """Return whether half a deal names none that a whole one of its type does not."""
    return (
        deal is not other
        and deal.type == other.type
        and _is_half(deal)
        and not _is_half(other)
        and deal.parties <= other.parties
    )


def _is_same(deal: Candidate, other: Candidate) -> bool:
    if deal.type != other.type or not deal.parties & other.parties:
        return False
    for role in frame(deal.type)["same"]:
        ours, theirs = set(deal.roles.get(role, ())), set(other.roles.get(role, ()))
        if ours and theirs and not ours & theirs:
            return False
    if any(
        set(deal.roles[role]) & set(others)
        for role, others in other.roles.items()
        if role in deal.roles
    ):
        return not _contradict(deal.terms.amount, other.terms.amount)
    return False


def _without_shared_sums(deals: list[Candidate]) -> list[Candidate]:
    """Leave the sum of a package to its licence: the people who move along are not bought."""
    licensed = {s.number for deal in deals if deal.type == "LICENCE" for s in deal.sentences}
    return [
        replace(deal, terms=replace(deal.terms, amount=None))
        if deal.type == "HIRE" and licensed & {s.number for s in deal.sentences}
        else deal
        for deal in deals
    ]


def _contradict(one: Money | None, other: Money | None) -> bool:
    return (
        one is not None
        and other is not None
        and (one.value, one.currency) != (other.value, other.currency)
    )


def _join(deal: Candidate, other: Candidate) -> Candidate:
    roles = {role: list(entities) for role, entities in deal.roles.items()}
    taken = set(deal.parties)
    for role, entities in other.roles.items():
        limit = ontology().deals[deal.type].roles[role].max
        for entity in entities:
            if entity not in taken and (limit is None or len(roles.get(role, ())) < limit):
                roles.setdefault(role, []).append(entity)
                taken.add(entity)
    terms, more = deal.terms, other.terms
    return replace(
        deal,
        roles={role: tuple(entities) for role, entities in roles.items()},
        sentences=tuple(dict.fromkeys([*deal.sentences, *other.sentences])),
        terms=Terms(
            terms.amount or more.amount,
            terms.valuation or more.valuation,
            terms.stake if terms.stake is not None else more.stake,
            terms.date or more.date,
        ),
        confidence=min(0.95, max(deal.confidence, other.confidence) + TOLD_AGAIN),
        properties={**other.properties, **deal.properties},
    )


def _deal(scene: Scene, number: int, deal: Candidate) -> ExtractedDeal:
    kinds = ontology().deals[deal.type].roles
    parts = [scene.folded[s.start : s.end] for s in deal.sentences]
    return ExtractedDeal(
        id=f"d{number}",
        type=deal.type,
        status=read_status(deal.type, parts, scene.language),
        participants=tuple(
            Participant(role, entity) for role in kinds for entity in deal.roles.get(role, ())
        ),
        evidence=tuple(scene.evidence(sentence) for sentence in deal.sentences),
        confidence=round(deal.confidence, 2),
        date=deal.terms.date,
        amount=deal.terms.amount,
        stake=deal.terms.stake,
        valuation=deal.terms.valuation,
        properties=deal.properties,
    )
