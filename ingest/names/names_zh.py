"""Finds names in Chinese text from LAC's words and from lists of known names."""

import re
from collections.abc import Iterator, Sequence

from ingest.lac import Word
from ingest.lexicon import read_terms
from ingest.names.compounds_zh import NAME_TAGS, cluster_names, event_names, joined_name
from ingest.names.contexts import after, title_word
from ingest.names.descriptions_zh import is_common, is_description
from ingest.names.gazetteer import Gazetteer, gazetteer
from ingest.names.mention import Mention
from ingest.names.naming import ending_type, is_not_name, is_place_like, known_type
from ingest.names.people_zh import pointed_people
from ingest.names.short_names import short_names
from schema.known import is_place_name
from schema.names import is_full_person_name

# How sure each rule is, from counting right ones among its finds on marked-up training text.
# One below the threshold of `ingest.names.consensus` counts only where the name comes up again.
KNOWN = 0.92
ORGANISED = 0.85
SHORT = 0.84
PERSON = 0.8
PLACE = 0.78
QUOTED = 0.52
FIRM_LIKE_PERSON = 0.48
ODD_PLACE = 0.46
PLAIN_WORD = 0.47
OTHER_NAME = 0.28

_HAN = re.compile("[\u3400-\u9fff]")
_POINTS = frozenset("·・‧•")


def chinese_names(text: str, words: Sequence[Word]) -> Iterator[Mention]:
    """Yield what may be names; overlapping finds are for the caller to choose among.

    Args:
        text: The article as `fold_chinese` gives it.
        words: LAC's words, which cover the text.
    """
    for number, word in enumerate(words):
        yield from _by_tag(text, word)
        yield from joined_name(text, words, number)
    yield from cluster_names(text, words)
    yield from _known(text, words)
    yield from pointed_people(text, words)
    yield from event_names(text, words)


def _by_tag(text: str, word: Word) -> Iterator[Mention]:
    name = text[word.start : word.end]
    if len(name) < 2 or is_not_name(name, "zh") or not _HAN.search(name) or name[-1] in _POINTS:
        return
    make = _Maker(word.start, word.end)
    known = known_type(name)
    if word.tag == "ORG":
        yield from _body(name, known, make)
    elif word.tag == "LOC":
        if not after("money_after").match(text, word.end):
            yield from _place_or_other(name, known, make)
    elif word.tag == "PER":
        yield from _person_or_firm(text, word, name, known, make)
    elif word.tag in {"nz", "nw"}:
        yield from _other_name(text, word, name, known, make)


def _place_or_other(name: str, known: str | None, make: "_Maker") -> Iterator[Mention]:
    kind = ending_type(name, "zh")
    if kind in {"CLUSTER", "EVENT", "ORGANIZATION"} and not is_place_name(name):
        yield make(kind, PLACE, "lac-loc-ending")
    elif known != "FIRM" and is_place_like(name):
        yield make("PLACE", PLACE, "lac-loc")
    elif known != "FIRM":
        yield make("PLACE", ODD_PLACE, "lac-loc-odd")


def _other_name(
    text: str, word: Word, name: str, known: str | None, make: "_Maker"
) -> Iterator[Mention]:
    kind = ending_type(name, "zh")
    if known is not None:
        yield make(known, PERSON, "nz-known")
    elif kind == "EVENT" or name in read_terms("events", "zh"):
        yield make("EVENT", PERSON, "nz-event")
    elif kind is None:
        quoted = text[word.start - 1 : word.start] in set("“「") and text[
            word.end : word.end + 1
        ] in set("”」")
        if quoted:
            yield make("PRODUCT", QUOTED, "nz-quoted")
        else:
            yield make("FIRM", OTHER_NAME, "nz")


class _Maker:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end

    def __call__(self, entity_type: str, confidence: float, rule: str) -> Mention:
        return Mention(self.start, self.end, entity_type, confidence, rule)


def _body(name: str, known: str | None, make: _Maker) -> Iterator[Mention]:
    kind = _type_of_body(name)
    if kind == "FIRM" and is_description(name):
        return
    plain_word = known is None and ending_type(name, "zh") is None and is_common(name)
    yield make(kind, PLAIN_WORD if plain_word else ORGANISED, "lac-org")


def _type_of_body(name: str) -> str:
    known = known_type(name)
    if known is not None:
        return known
    kind = ending_type(name, "zh")
    return kind if kind in {"ORGANIZATION", "CLUSTER", "EVENT"} else "FIRM"


def _person_or_firm(
    text: str, word: Word, name: str, known: str | None, make: _Maker
) -> Iterator[Mention]:
    if known is not None:
        yield make(known, PERSON, "per-known")
    elif is_full_person_name(name):
        yield make("PERSON", PERSON, "per-full")
    elif ending_type(name, "zh") == "FIRM" and len(name) > 2:
        yield make("FIRM", PERSON, "per-firm-ending")
    elif has_person_cue(text, word.start, word.end):
        yield make("PERSON", PERSON - 0.05, "per-cue")
    else:
        yield make("FIRM", FIRM_LIKE_PERSON, "per-odd")


def has_person_cue(text: str, start: int, end: int) -> bool:
    """Return whether a title or a word of speech beside the name shows a person."""
    beside = text[max(0, start - 8) : start].rstrip(" ")
    if any(match.end() == len(beside) for match in title_word().finditer(beside)):
        return True
    return bool(after("person_after").match(text, end) or title_word().match(text, end))


def _known(text: str, words: Sequence[Word]) -> Iterator[Mention]:
    starts = {word.start: word for word in words}
    ends = {word.end for word in words}
    for hit in gazetteer().find(text):
        word = starts.get(hit.start)
        whole = word is not None and hit.end in ends
        if hit.type == "PLACE":
            usual = whole and word is not None and word.tag in NAME_TAGS | {"n"}
            if usual and not after("money_after").match(text, hit.end):
                yield Mention(hit.start, hit.end, "PLACE", PLACE, "known-place")
        elif hit.sure:
            sure = KNOWN if whole or hit.end - hit.start > 2 else PLACE
            yield Mention(hit.start, hit.end, hit.type, sure, "known")
        elif whole and word is not None and word.end == hit.end and word.tag in {"ORG", "nz"}:
            yield Mention(hit.start, hit.end, hit.type, PERSON, "known-doubtful")


def with_short_names(
    text: str, words: Sequence[Word], found: Sequence[Mention]
) -> Iterator[Mention]:
    """Yield what was found and, between the edges of words, the firms' short names."""
    yield from found
    edges = {word.start for word in words} | {word.end for word in words}
    whole = [
        m for m in found if m.type == "FIRM" and m.confidence >= PERSON - 0.02 and m.length > 3
    ]
    shorts = {short for m in whole for short in short_names(text[m.start : m.end])}
    listed = [(short, "FIRM", True) for short in shorts if not is_not_name(short, "zh")]
    for hit in Gazetteer(listed).find(text):
        if hit.end - hit.start > 3 or {hit.start, hit.end} <= edges:
            yield Mention(hit.start, hit.end, "FIRM", SHORT, "short")
