"""Finds names in Latin letters within Chinese text, where LAC tags them as good as at random."""

import re
from collections.abc import Iterator, Sequence

from ingest.lac import Word
from ingest.names.contexts import after, before, person_after_latin, title_before_latin
from ingest.names.mention import Mention
from ingest.names.naming import ending_type, is_not_name, known_type
from ingest.names.people_latin import is_person_name
from schema.names import is_common_word, is_full_person_name

KNOWN = 0.92
WITH_CUE = 0.82
CODE = 0.6
SEVERAL_WORDS = 0.68
ONE_WORD = 0.52
LIKE_PERSON = 0.55

_PART = r"[A-ZÀ-Þ0-9&][A-Za-zÀ-ɏ0-9.&'’+/\-]*"
_LINK = r"(?:of|de|van|von|der|da|du|la|le|dos|del|y)"
RUN = re.compile(
    r"(?<![A-Za-zÀ-ɏ0-9])[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9.&'’+/\-]*"
    rf"(?: (?:{_LINK} )?{_PART})*(?:, (?:Ltd|Inc|LLC)\b)?"
)
_INNER_TITLE = re.compile(r" (?:CEO|CFO|CTO|COO) (?=[A-Z])")
_LEAD = re.compile(r"(?:by|to|in|on|of|at|et|and|the|for|with|from) (?=\w)")
_COUNT = re.compile(r" ?(?<!-)\d[\d,.]*$")
# What makes the figures behind a name a count or a year of their own: Acme 2024年, Acme 30%.
_UNIT = re.compile(r" ?(?:[%％年月日亿万千百个家人倍名件台元美股]|欧元|英镑|日元|港元|余)")
_TITLES = frozenset({"CEO", "CFO", "CTO", "COO", "Mr", "Mr.", "Ms", "Dr", "Dr."})


def latin_names(text: str, words: Sequence[Word]) -> Iterator[Mention]:
    """Yield runs of words in Latin letters that are likely names."""
    tags = {at: word.tag for word in words for at in range(word.start, word.end)}
    for match in RUN.finditer(text):
        for start, end in _split(text, match.start(), match.end()):
            found = _judged(text, start, end, tags.get(start, "n"))
            if found is not None:
                yield found


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a run at a title within it: Acme CEO Ann Lee is two names."""
    for title in _INNER_TITLE.finditer(text[start:end]):
        yield from _parts(text, start, start + title.start())
        yield from _parts(text, start + title.end(), end)
        return
    yield from _parts(text, start, end)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut off title words before and punctuation behind: CEO Ann Lee, Foo. and such."""
    while (
        end > start
        and text[end - 1] in ".'’&-/+ "
        and not re.search(r"\b[A-Z]\.$|\+$", text[start:end])
    ):
        end -= 1
    count = _COUNT.search(text[start:end])
    if count is not None and count.start() > 0 and _UNIT.match(text, end):
        end = start + count.start()
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    head, _, _ = text[start:end].partition(" ")
    if head in _TITLES and len(head) < end - start:
        start += len(head) + 1
    if end - start >= 2:
        yield start, end


def _judged(text: str, start: int, end: int, tag: str) -> Mention | None:
    name = text[start:end]
    words = name.split()
    known = known_type(name)
    if known is not None:
        return Mention(start, end, known, KNOWN, "latin-known")
    if (
        is_common_word(name)
        or is_not_name(name, "zh")
        or all(is_not_name(word, "zh") for word in words)
    ):
        return None
    kind = ending_type(name, "en")
    if kind is not None and len(words) > 1:
        return Mention(start, end, kind, WITH_CUE, "latin-ending")
    found = _beside(text, start, end, tag)
    if any(c.isdigit() for c in name):
        return _code(start, end, name, sure=found == "PRODUCT")
    spelled = len(words) in {2, 3} and not name.isupper()
    given = is_person_name(name)
    if spelled and (given or found == "PERSON" or (tag == "PER" and is_full_person_name(name))):
        sure = WITH_CUE if given or found == "PERSON" else LIKE_PERSON
        return Mention(start, end, "PERSON", sure, "latin-person")
    if found in {"PRODUCT", "FIRM"}:
        return Mention(start, end, found, WITH_CUE - 0.1 * (found == "PRODUCT"), "latin-cue")
    if len(words) > 1:
        return Mention(start, end, "FIRM", SEVERAL_WORDS, "latin-several")
    return _single(start, end, name, tag, person=found == "PERSON")


def _beside(text: str, start: int, end: int, tag: str) -> str | None:
    """Return the type that the words beside a name tell."""
    leading = text[max(0, start - 40) : start]
    if title_before_latin().search(leading) or person_after_latin().match(text, end):
        return "PERSON"
    if before("product_before").search(leading) or after("product_after", "”」》").match(text, end):
        return "PRODUCT"
    firm = before("firm_before").search(leading) or after("firm_after").match(text, end)
    return "FIRM" if firm or tag == "ORG" else None


def _code(start: int, end: int, name: str, *, sure: bool) -> Mention | None:
    if name.islower() or len(name) < 3:
        return None
    return Mention(start, end, "PRODUCT", WITH_CUE if sure else CODE, "latin-code")


def _single(start: int, end: int, name: str, tag: str, *, person: bool) -> Mention | None:
    """Return one word as a firm, or as a person behind a title; abbreviations are left out."""
    short = len(name) < 3 or (name.isupper() and len(name) < 5)
    if short or name[0].islower() or tag in {"xc", "m"}:
        return None
    kind = "PERSON" if person and len(name) > 3 else "FIRM"
    return Mention(start, end, kind, ONE_WORD, "latin-one")
