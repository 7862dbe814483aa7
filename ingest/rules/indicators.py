"""Finds the figures that a text gives about a firm, a cluster or a place."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ingest.lexicon import Language, read_lexicon
from ingest.rules.scene import Named, Scene, Sentence
from ingest.rules.values import Value, within
from schema.dates import PartialDate
from schema.money import Money
from schema.numbers import Quantity
from schema.records import Indicator
from schema.shares import Share

# To be calibrated on judged output.
BESIDE = 0.7

LOOK_BACK = 24
"""How many characters before a figure may say what it measures."""

_ABOUT = frozenset({"FIRM", "CLUSTER"})
_FALL = {
    "zh": re.compile("下降|下滑|减少|下跌|降幅|跌"),
    "en": re.compile(r"fell|drop|declin|slip|shrank|down|decrease", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class _Measure:
    name: str
    unit: str
    before: tuple[re.Pattern[str], ...]
    after: tuple[re.Pattern[str], ...]


@cache
def _measures(language: Language) -> tuple[_Measure, ...]:
    flags = re.IGNORECASE if language == "en" else 0
    edge = r"(?<!\w)" if language == "en" else ""
    return tuple(
        _Measure(
            name,
            entry["unit"],
            tuple(
                re.compile(rf"{edge}(?:{p})[ 了约近超达]{{0,2}}$", flags)
                for p in entry[language]["before"]
            ),
            tuple(re.compile(rf" ?(?:{p})", flags) for p in entry[language]["after"]),
        )
        for name, entry in read_lexicon("measures").items()
    )


def indicators_of(scene: Scene, values: list[Value]) -> Mapping[str, list[Indicator]]:
    """Return the figures about each entity, by its id, each measure and value once."""
    found: dict[str, list[Indicator]] = defaultdict(list)
    for sentence in scene.sentences:
        here = within(values, sentence.start, sentence.end)
        for value in here:
            for measure in _measured(scene, value):
                about = _subject(scene, sentence, value)
                indicator = (
                    None if about is None else _indicator(scene, sentence, value, measure, here)
                )
                if about is None or indicator is None:
                    continue
                same = [(i.measure, i.value, i.unit) for i in found[about.entity]]
                if (indicator.measure, indicator.value, indicator.unit) not in same:
                    found[about.entity].append(indicator)
                break
    return found


def _measured(scene: Scene, value: Value) -> Iterator[_Measure]:
    before = scene.folded[max(0, value.start - LOOK_BACK) : value.start]
    after = scene.folded[value.end : value.end + 24]
    for measure in _measures(scene.language):
        if not _fits(measure.unit, value):
            continue
        counted = isinstance(value.worth, Quantity) and measure.unit in {"firms", "people"}
        if (
            counted
            or any(p.search(before) for p in measure.before)
            or any(p.match(after) for p in measure.after)
        ):
            yield measure


def _fits(unit: str, value: Value) -> bool:
    match value.worth:
        case Money():
            return unit == "currency"
        case Share():
            return unit == "fraction"
        case Quantity(unit=counted):
            return unit == counted or (unit == "text" and counted not in {"firms", "people"})
    return False


def _subject(scene: Scene, sentence: Sentence, value: Value) -> Named | None:
    """Return whom the figure is about: the firm or cluster named last before it in the clause."""
    before = [n for n in sentence.named if n.end <= value.start and n.type in _ABOUT]
    if not before:
        return None
    near = 40 if scene.language == "zh" else 90
    return before[-1] if value.start - before[-1].end <= near else None


def _indicator(
    scene: Scene, sentence: Sentence, value: Value, measure: _Measure, here: list[Value]
) -> Indicator | None:
    match value.worth:
        case Money(value=number, currency=unit):
            pass
        case Share(value=number):
            unit = "fraction"
        case Quantity(value=number, unit=counted) if counted is not None:
            unit = counted
        case _:
            return None
    if measure.name == "GROWTH" and _falls(scene, value):
        number = -number
    days = [v.worth for v in here if isinstance(v.worth, PartialDate) and v.start <= value.start]
    return Indicator(
        measure=measure.name,
        value=Decimal(number),
        unit=unit,
        date=days[-1].iso if days else None,
        evidence=(scene.evidence(sentence),),
        confidence=BESIDE,
    )


def _falls(scene: Scene, value: Value) -> bool:
    return bool(_FALL[scene.language].search(scene.folded[max(0, value.start - 14) : value.start]))
