"""Gives a name and its gloss in the other script one type: 诺安集团（Noan）."""

import re
from collections.abc import Iterable, Iterator

from ingest.names.mention import Mention
from ingest.names.naming import is_not_name, known_type
from ingest.names.people_latin import is_person_name

GLOSS = 0.94
"""Above what lists and endings give, since the two scripts bear each other out."""

SURE_TYPE = 0.6
"""A name less sure than this does not tell the type of its gloss."""

LONGEST_ABBREVIATION = 4

_HAN = re.compile("[\u3400-\u9fff]")
_GLOSS = re.compile(
    r" ?[（(](?:英文名?[：:]? ?)?(?P<gloss>[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9 .&'’+/\-]{1,48}"
    r"|[\u3400-\u9fff][\u3400-\u9fff·・]{1,11})(?=[）),，;；])"
)


def glossed_names(text: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """Yield both names of each pair, with the type of the better known one."""
    listed = list(found)
    ends: dict[int, Mention] = {}
    spans: dict[tuple[int, int], Mention] = {}
    for mention in sorted(listed, key=lambda m: (m.confidence, m.length)):
        ends[mention.end] = spans[mention.start, mention.end] = mention
    for match in _GLOSS.finditer(text):
        left = ends.get(match.start())
        start, end = match.span("gloss")
        if left is None or not _is_pair(text[left.start : left.end], match["gloss"]):
            continue
        kind = _type_of_pair(text, left, match["gloss"], spans.get((start, end)))
        if kind is not None:
            yield Mention(left.start, left.end, kind, GLOSS, "glossed")
            yield Mention(start, end, kind, GLOSS, "gloss")


def _is_pair(name: str, gloss: str) -> bool:
    other = bool(_HAN.search(name)) != bool(_HAN.search(gloss))
    return other and any(c.isupper() or _HAN.match(c) for c in gloss) and not _is_word(gloss)


def _is_word(gloss: str) -> bool:
    return is_not_name(gloss, "zh" if _HAN.search(gloss) else "en")


def _type_of_pair(text: str, left: Mention, gloss: str, right: Mention | None) -> str | None:
    name = text[left.start : left.end]
    # FCA is a regulator and also short for a carmaker: the name before the bracket tells.
    abbreviation = gloss.isupper() and len(gloss) <= LONGEST_ABBREVIATION
    known = known_type(name) or (None if abbreviation else known_type(gloss))
    if known is not None:
        return known
    if "·" in name or is_person_name(gloss) or is_person_name(name):
        return "PERSON"
    if left.confidence >= SURE_TYPE:
        return left.type
    return left.type if right is None else right.type
