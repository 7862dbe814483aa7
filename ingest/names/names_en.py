"""Finds names in English text from spaCy's entities: trimmed, lengthened, and typed anew."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from ingest.lexicon import any_of, read_terms
from ingest.names.bodies_en import body_names, cluster_names
from ingest.names.gazetteer import Gazetteer, gazetteer
from ingest.names.mention import Mention
from ingest.names.naming import ending_type, is_not_name, known_type
from ingest.names.people_latin import is_person_name
from schema.known import is_place_name
from schema.names import is_common_word

# How sure each rule is, from counting right ones among its finds on marked-up training text.
# One below the threshold of `ingest.names.consensus` counts only where the name comes up again.
KNOWN = 0.92
ENDING = 0.88
PERSON_WITH_CUE = 0.85
ORG = 0.8
PLACE = 0.8
LISTED = 0.74
"""A longer name that holds a listed one is surer than the part."""
LOOSE_ENDING = 0.78
SHORT = 0.79
PERSON_WHO_SPEAKS = 0.6
LIKELY = 0.55
LIKE_PERSON = 0.52
"""A place or person of spaCy that no list knows is most often a firm of unknown name."""
GIVEN_NAME = 0.82
LOOSE = 0.46

# What an entity of spaCy is where nothing beside it tells more.
_BY_LABEL = {
    "ORG": ("FIRM", ORG),
    "GPE": ("FIRM", LIKE_PERSON),
    "LOC": ("PLACE", LOOSE),
    "EVENT": ("EVENT", 0.6),
    "FAC": ("FIRM", LIKELY),
    "PRODUCT": ("FIRM", 0.6),
    "WORK_OF_ART": ("FIRM", 0.6),
    "PERSON": ("FIRM", LIKE_PERSON),
}
_TAIL = re.compile(r"(?:['’]s?|[\s,;:.\-–—(]+|['’]s\b.*)$")
_KEEPS_POINT = re.compile(r"\b(?:[A-Z]\.|Inc\.|Co\.|Corp\.|Ltd\.|S\.A\.|N\.V\.|p\.A\.)$")
_PLACES = frozenset({"GPE", "LOC", "FAC", "PERSON"})
_PLACE_AFTER = re.compile(r", (?:in |near )?(?:the )?(?P<place>[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})")
_LINE_START = re.compile(r"(?:^|[\n.!?:;•“\"]\s*)$")


def _terms(name: str) -> str:
    return any_of(read_terms("contexts", "en", name))


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_terms('lead')}\b\.?,?\s+|[^\w]+)+", re.IGNORECASE)


@cache
def _legal() -> re.Pattern[str]:
    forms = any_of(read_terms("firm_suffixes", "legal", "en"))
    return re.compile(rf",? {forms}(?![\w])(?:,? (?:Ltd\.?|KG|Inc\.?))?")


@cache
def _title_before() -> re.Pattern[str]:
    titles = any_of(read_terms("titles", "en"))
    person = r"[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){1,2}"
    listed = rf"(?:{person},? and |(?:{person}, )+(?:and )?)?"
    return re.compile(rf"(?:\b{_terms('honorifics')}\.?|\b(?i:{titles})s?),? {listed}$")


@cache
def _title_after() -> re.Pattern[str]:
    titles = any_of(read_terms("titles", "en"))
    return re.compile(
        r",? (?:\d\d, )?(?:(?:is|was|as|its|the|a|an|who|and) ){0,2}"
        rf"(?:[\w’'.&-]+ ){{0,3}}?(?i:{titles})\b|, (?:who|whose|aged|\d\d\b)"
    )


@cache
def _speaks() -> re.Pattern[str]:
    return re.compile(rf",? {_terms('person_after')}\b")


@cache
def _place_before() -> re.Pattern[str]:
    return re.compile(rf"\b{_terms('place_before')} $")


@cache
def _held_in() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_terms('held_in')} in $")


def english_names(doc: Doc) -> Iterator[Mention]:
    """Yield what may be names; overlapping finds are for the caller to choose among."""
    text = doc.text
    for entity in doc.ents:
        if entity.label_ in _BY_LABEL:
            for start, end in _cut(text, entity):
                yield from _typed(text, start, end, entity.label_)
    yield from body_names(text)
    yield from cluster_names(text)
    for hit in gazetteer().find(text):
        if hit.sure and text[hit.start].isalnum() and text[hit.end : hit.end + 1] != "$":
            yield Mention(hit.start, hit.end, hit.type, LISTED, "known")
    yield from _loose(doc, text)


def _cut(text: str, entity: Span) -> Iterator[tuple[int, int]]:
    """Yield the entity by lines, without articles, titles and possessives, with its legal form."""
    at = entity.start_char
    for line in entity.text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        lead = _lead().match(line)
        start += lead.end() if lead else 0
        while (
            (tail := _TAIL.search(text[start:end])) is not None
            and tail.start() >= 0
            and start < end
        ):
            if _KEEPS_POINT.search(text[start:end]):
                break
            end = start + tail.start()
        legal = _legal().match(text, end)
        if legal is not None:
            end = legal.end()
        if end - start >= 2 and any(c.isupper() for c in text[start:end]):
            yield start, end


def _typed(text: str, start: int, end: int, label: str) -> Iterator[Mention]:
    name = text[start:end]
    if is_not_name(name, "en") or not name[0].isalnum() or name.isdigit():
        return
    known, kind = known_type(name), ending_type(name, "en")
    if known is not None:
        yield Mention(start, end, known, KNOWN, f"known-{label}")
    elif kind is not None and " " in name:
        yield Mention(start, end, kind, ENDING, f"ending-{kind}")
    elif label in _PLACES and stands_before_place(text, end):
        yield Mention(start, end, "PLACE", PLACE, "place-of")
    elif is_place_context(text, start) and (label != "PERSON" or " " not in name):
        yield Mention(start, end, "PLACE", PLACE, "place-context")
    elif is_person_name(name):
        yield Mention(start, end, "PERSON", GIVEN_NAME, "given-name")
    elif label in {"PERSON", "ORG"} and (person := _person(text, start, end, label)) is not None:
        yield person
    elif label in {"PRODUCT", "WORK_OF_ART"} and any(c.isdigit() for c in name):
        yield Mention(start, end, "PRODUCT", 0.6, "product-digit")
    else:
        yield Mention(start, end, *_BY_LABEL[label], label)


def _person(text: str, start: int, end: int, label: str) -> Mention | None:
    """Return a person where words beside the name show one.

    Without them spaCy's people are firms of unknown name more often than people.
    """
    name = text[start:end]
    if has_person_cue(text, start, end):
        if label == "PERSON":
            return Mention(start, end, "PERSON", PERSON_WITH_CUE, "person-cue")
        if name.count(" ") in {1, 2}:
            return Mention(start, end, "PERSON", LIKELY, "org-person-cue")
    if label == "PERSON" and " " in name and _speaks().match(text, end):
        return Mention(start, end, "PERSON", PERSON_WHO_SPEAKS, "person-speaks")
    return None


def has_person_cue(text: str, start: int, end: int) -> bool:
    """Return whether a title or an age stands beside the name."""
    before = text[max(0, start - 70) : start]
    return bool(_title_before().search(before) or _title_after().match(text, end))


def is_place_context(text: str, start: int) -> bool:
    """Return whether words of place stand right before the name."""
    before = text[max(0, start - 24) : start]
    return bool(_place_before().search(before)) and not _held_in().search(before)


def stands_before_place(text: str, end: int) -> bool:
    """Return whether the place that it lies in follows the name: Liushi, Zhejiang."""
    match = _PLACE_AFTER.match(text, end)
    if match is None:
        return False
    words = match["place"].split()
    return any(is_place_name(" ".join(words[:count])) for count in range(1, len(words) + 1))


def _loose(doc: Doc, text: str) -> Iterator[Mention]:
    """Yield runs of proper nouns that the entity recogniser passed over."""
    run: list[Token] = []
    for token in doc:
        if _is_loose(token):
            run.append(token)
        elif run:
            yield from _run_name(text, run)
            run = []
    if run:
        yield from _run_name(text, run)


def _is_loose(token: Token) -> bool:
    proper = token.pos_ == "PROPN" and token.text[0].isupper()
    return proper and token.ent_type_ in {"", "NORP"}


def _run_name(text: str, run: list[Token]) -> Iterator[Mention]:
    start, end = run[0].idx, run[-1].idx + len(run[-1])
    name = text[start:end]
    alone = len(run) == 1 and _LINE_START.search(text[max(0, start - 3) : start])
    if alone or is_not_name(name, "en") or len(name) < 3 or run[0].ent_type_ == "NORP":
        return
    if is_person_name(name):
        yield Mention(start, end, "PERSON", PERSON_WHO_SPEAKS, "loose-person")
        return
    kind = ending_type(name, "en") if " " in name else None
    yield Mention(start, end, kind or "FIRM", LOOSE_ENDING if kind else LOOSE, "loose")


def short_forms(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield where a firm goes by its name without form and trade: Acme for Acme Motors Inc."""
    ending = _trade_end()
    shorts: set[str] = set()
    for mention in found:
        name = text[mention.start : mention.end]
        if mention.type != "FIRM" or mention.confidence < ENDING or " " not in name:
            continue
        while (match := ending.search(name)) is not None:
            name = name[: match.start()]
            if len(name) > 3 and not is_common_word(name) and known_type(name) is None:
                shorts.add(name)
    for hit in Gazetteer((short, "FIRM", True) for short in shorts).find(text):
        yield Mention(hit.start, hit.end, "FIRM", SHORT, "short")


@cache
def _trade_end() -> re.Pattern[str]:
    forms = read_terms("firm_suffixes", "legal", "en") | read_terms("firm_suffixes", "trade", "en")
    return re.compile(rf",? {any_of(forms)}$")
