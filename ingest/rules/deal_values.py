"""Gives a deal the sum, the share, the valuation and the date that stand nearest to its cue."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.lexicon import Language, compile_pattern, read_lexicon
from ingest.rules.cues import Cue
from ingest.rules.scene import Scene, Sentence
from ingest.rules.values import Value, within
from schema.dates import PartialDate
from schema.money import Money
from schema.shares import Share

LOOK = 12
"""How many characters before a sum say what it measures."""

_VALUATION = {
    "zh": re.compile(r"(?:估值|市值|作价估|整体估)[^，。；\n]{0,8}$|估值.{0,3}$"),
    # A deal valued at a sum costs that sum; a firm valued at one may cost less.
    "en": re.compile(
        r"(?<!deal )(?<!transaction )(?<!contract )(?<!agreement )(?<!order )(?<!sale )"
        r"\b(?:valu(?:es|ed|ing)|valuation)\b[^.;\n]{0,40}$",
        re.IGNORECASE,
    ),
}
_VALUATION_AFTER = {
    "zh": re.compile(r"^(?:的)?(?:投前|投后)?(?:估值|市值)"),
    "en": re.compile(r"^ (?:post-money |pre-money )?valuation", re.IGNORECASE),
}
_MEASURES = ("OUTPUT_VALUE", "REVENUE", "PROFIT", "TRADE_VOLUME", "EXPORTS")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text says of a deal beside its parties."""

    amount: Money | None = None
    valuation: Money | None = None
    stake: Decimal | None = None
    date: str | None = None


def terms_near(scene: Scene, sentence: Sentence, cue: Cue, values: list[Value]) -> Terms:
    """Return the values of the cue's sentence that belong to it."""
    here = within(values, sentence.start, sentence.end)
    sums = [v for v in here if isinstance(v.worth, Money)]
    valuations = [v for v in sums if _is_valuation(scene, v)]
    amounts = [v for v in sums if v not in valuations and not _measures(scene, v)]
    shares = [v for v in here if isinstance(v.worth, Share) and _is_stake(scene, v)]
    dates = [v for v in here if isinstance(v.worth, PartialDate)]
    amount, valuation = _nearest(amounts, cue), _nearest(valuations, cue)
    stake, day = _nearest(shares, cue), _nearest(dates, cue)
    return Terms(
        amount=amount.worth if amount and isinstance(amount.worth, Money) else None,
        valuation=valuation.worth if valuation and isinstance(valuation.worth, Money) else None,
        stake=stake.worth.value if stake and isinstance(stake.worth, Share) else None,
        date=day.worth.iso if day and isinstance(day.worth, PartialDate) else None,
    )


def _nearest(values: list[Value], cue: Cue) -> Value | None:
    def distance(value: Value) -> tuple[int, int]:
        gap = cue.start - value.end if value.end <= cue.start else value.start - cue.end
        return max(gap, 0), value.start

    return min(values, key=distance, default=None)


def _is_valuation(scene: Scene, value: Value) -> bool:
    before = scene.folded[max(0, value.start - 40) : value.start]
    after = scene.folded[value.end : value.end + 24]
    language = scene.language
    return bool(_VALUATION[language].search(before) or _VALUATION_AFTER[language].search(after))


def _measures(scene: Scene, value: Value) -> bool:
    """Return whether a word such as 营收 stands right before the sum."""
    before = scene.folded[max(0, value.start - LOOK - 12) : value.start]
    return any(pattern.search(before) for pattern in _measure_patterns(scene.language))


_COMPILED: dict[Language, list[re.Pattern[str]]] = {}


def _measure_patterns(language: Language) -> list[re.Pattern[str]]:
    if language not in _COMPILED:
        listed = read_lexicon("measures")
        _COMPILED[language] = [
            re.compile(compile_pattern(word, language).pattern + r"\s?$", re.IGNORECASE)
            for measure in _MEASURES
            for word in listed[measure][language]["before"]
        ]
    return _COMPILED[language]


_STAKE = {
    "zh": re.compile(r"股|权益|份额|表决权|出资"),
    "en": re.compile(
        r"stake|share|interest|holding|equity|own|of (?:the )?[A-Z]|of it|capital", re.IGNORECASE
    ),
}


def _is_stake(scene: Scene, value: Value) -> bool:
    around = scene.text[max(0, value.start - 24) : value.end + 24]
    return bool(_STAKE[scene.language].search(around))
