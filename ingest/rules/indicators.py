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

NEAR = {"zh": 40, "en": 90}
"""How far before a figure, in characters, the one that it is about may be named."""

FEWEST = 8
"""Two firms or three people are some that the text speaks of, not how many there are."""

CARRIED = 60
"""How far into a sentence, in characters, a figure may be about whom the last one named."""

_ABOUT = frozenset({"FIRM", "CLUSTER"})
_COUNTED = frozenset({"firms", "people"})
_OF_PLACES = frozenset({"OUTPUT_VALUE", "TRADE_VOLUME", "EXPORTS", "FIRMS", "EMPLOYEES"})
_WHOLE = re.compile("全[省市县区镇州国]")
_AT = tuple("在于到从自向对赴由去往")
_IN = re.compile(r"(?: of [\w -]{1,24})? (?:in|for|during) |[（(]| \(")
_FALL = {
    "zh": re.compile("下降|下滑|减少|下跌|降幅|跌"),
    "en": re.compile(r"fell|drop|declin|slip|shrank|down|decrease", re.IGNORECASE),
}


# What may stand between the words for a measure and its figure.
_ABOUTS = {
    "zh": "[ 了约近超达]{0,2}",
    "en": r"(?: (?:about|around|some|nearly|almost|over|just over|more than|roughly))? ?",
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
                re.compile(rf"{edge}(?:{p}){_ABOUTS[language]}$", flags)
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
                about = _subject(scene, sentence, value, measure.name, here) or _carried(
                    scene, sentence, value
                )
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
        counted = isinstance(value.worth, Quantity) and measure.unit in _COUNTED
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


def _subject(
    scene: Scene, sentence: Sentence, value: Value, measure: str, here: list[Value]
) -> Named | None:
    """Return whom the figure is about: the firm or cluster named last before it, else a place."""
    before = [n for n in sentence.named if n.end <= value.start and n.type in _ABOUT]
    if not before:
        return _place(scene, sentence, value) if measure in _OF_PLACES else None
    # In a row of figures (产值…，企业…，员工…) each is as near as the one before it.
    last = max([before[-1].end, *(v.end for v in here if v.end <= value.start)])
    near = NEAR[scene.language]
    within_row = value.start - last <= near and value.start - before[-1].end <= near * 3
    return before[-1] if within_row else None


def _carried(scene: Scene, sentence: Sentence, value: Value) -> Named | None:
    """Return the one firm or cluster of the sentence before, where this one names nobody yet."""
    if sentence.number == 0 or any(n.end <= value.start for n in sentence.named):
        return None
    last = scene.sentences[sentence.number - 1]
    if "\n" in scene.text[last.end - 1 : sentence.start]:
        return None
    about = [n for n in last.named if n.type in _ABOUT]
    alone = len({n.entity for n in about}) == 1 and value.start - sentence.start <= CARRIED
    return about[-1] if alone else None


def _place(scene: Scene, sentence: Sentence, value: Value) -> Named | None:
    """Return the place that a sentence begins with, as in 苏州2023年产值… or "Ohio's exports"."""
    before = [n for n in sentence.named if n.end <= value.start]
    if not before or any(n.type != "PLACE" for n in before):
        return None
    lead = scene.folded[sentence.start : before[0].start]
    nested = scene.language == "zh" and len(before) > 1 and before[0].end == before[1].start
    place = before[1] if nested else before[0]  # 浙江永康: the smaller is meant
    alone = place == before[-1]
    gap = scene.folded[place.end : value.start]
    if scene.language == "zh":
        opens = not lead.endswith(_AT) or (lead.endswith("在") and gap.startswith("，"))
        whole = alone or _WHOLE.search(gap) is not None
        owns = len(lead) <= 8 and opens and whole and len(gap) <= NEAR["zh"]
    else:
        owns = alone and gap.startswith("'s ") and len(gap) <= NEAR["en"]
    return place if owns else None


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
    if measure.unit in _COUNTED and number < FEWEST:
        return None
    if measure.name == "GROWTH" and _falls(scene, value):
        number = -number
    days = [v.worth for v in here if isinstance(v.worth, PartialDate) and v.start <= value.start]
    return Indicator(
        measure=measure.name,
        value=Decimal(number),
        unit=unit,
        date=days[-1].iso if days else _date_behind(scene, value, here),
        evidence=(scene.evidence(sentence),),
        confidence=BESIDE,
    )


def _date_behind(scene: Scene, value: Value, here: list[Value]) -> str | None:
    """Return the date right behind a figure: $920 million in 2023."""
    for other in here:
        gap = scene.folded[value.end : other.start]
        if isinstance(other.worth, PartialDate) and _IN.fullmatch(gap):
            return other.worth.iso
    return None


def _falls(scene: Scene, value: Value) -> bool:
    return bool(_FALL[scene.language].search(scene.folded[max(0, value.start - 14) : value.start]))
