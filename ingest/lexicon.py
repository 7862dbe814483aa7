"""Reads the word lists of `ingest/lexicons` and makes patterns of them, once each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from schema.ontology import ontology
from schema.script import plain

Language = Literal["zh", "en"]

# Chinese text is typed with wide or narrow marks; the lexicons count on wide ones.
_WIDE = str.maketrans({";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！", "％": "%"})
# A comma stays narrow in a number and in a Latin name such as Foo Co., Ltd.
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_LATIN_COMMA = re.compile(r"(?<=[A-Za-z.]), ?(?=(?:Ltd|Inc|LLC|LP|N\.A|Co)\b)")


@cache
def read_lexicon(name: str) -> Mapping[str, Any]:
    """Return what the file `name`.yaml holds; `cues/owns` names one in a folder."""
    path = files("ingest") / "lexicons" / f"{name}.yaml"
    loaded: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


@cache
def read_terms(name: str, *keys: str) -> frozenset[str]:
    """Return all strings that stand below `keys` in a lexicon, however deep."""
    found: Any = read_lexicon(name)
    for key in keys:
        found = found[key]
    return frozenset(_strings(found))


def _strings(found: Any) -> Iterable[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, Mapping):
        for value in found.values():
            yield from _strings(value)
    else:
        for value in found:
            yield from _strings(value)


def any_of(terms: Iterable[str]) -> str:
    """Return a pattern of literal terms, the longest that fits."""
    ordered = sorted(set(terms), key=lambda term: (-len(term), term))
    return "(?:" + "|".join(re.escape(term) for term in ordered) + ")"


def compile_pattern(pattern: str, language: Language) -> re.Pattern[str]:
    """Return a lexicon's pattern as its README says: in English by whole words and any case."""
    if language == "zh":
        return re.compile(pattern)
    spaced = pattern.replace(" ", r"\s+") if "[" not in pattern else pattern
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CuePattern:
    """Words that say a deal or relation; `type` names which. See the lexicons' README."""

    type: str
    pattern: re.Pattern[str]
    strong: bool
    voice: Literal["active", "passive", "noun"]
    subject: str | None
    object: str | None


@cache
def cue_patterns(language: Language) -> tuple[CuePattern, ...]:
    """Return the cues of every deal and relation type that has a file of them."""
    folder = files("ingest") / "lexicons" / "cues"
    known = ontology().edge_types()
    return tuple(
        CuePattern(
            type=name,
            pattern=compile_pattern(entry["pattern"], language),
            strong=entry["strength"] == "strong",
            voice=entry["voice"],
            subject=entry.get("subject"),
            object=entry.get("object"),
        )
        for name in known
        if (folder / f"{name.lower()}.yaml").is_file()
        for entry in read_lexicon(f"cues/{name.lower()}").get(language, ())
    )


def fold_chinese(text: str) -> str:
    """Return Chinese text in Simplified characters and wide marks, each character in its place."""
    narrow = plain(text)
    kept = {match.start() for match in _LATIN_COMMA.finditer(narrow)}
    wide = list(narrow.translate(_WIDE))
    for match in _COMMA.finditer(narrow):
        if match.start() not in kept:
            wide[match.start()] = "，"
    return "".join(wide)


def fold(text: str, language: Language) -> str:
    """Return the text in the form in which the lexicons of a language are matched."""
    return fold_chinese(text) if language == "zh" else text.replace("’", "'")
