"""Groups the parties that a sentence names in one breath, with the preposition before them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.lexicon import Language, any_of, read_lexicon
from ingest.rules.scene import Named, Scene, Sentence

_LIST = {
    "zh": re.compile(
        r"[”」》\"'’） ]*(?:、|和|与|及|以及|同|跟|/|，以及|，和)[“「《\"'‘ ]*"
        r"(?:[\u3400-\u9fff]{0,4}(?:公司|企业|商|巨头|集团|基金|机构))?[“ ]*"
    ),
    "en": re.compile(
        r"[\"”’]?(?:'s)?(?:,? (?:and|or|&|as well as|together with)|,|;|/)"
        r"(?: the| its| by| both)? ?(?:[a-z-]+ ){0,2}[\"“‘]?"
    ),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Parties named in one breath (A、B和C), and the preposition before the first."""

    named: tuple[Named, ...]
    preposition: str | None

    @property
    def start(self) -> int:
        return self.named[0].start

    @property
    def end(self) -> int:
        return self.named[-1].end


@cache
def _prepositions(language: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    listed: Mapping[str, Sequence[str]] = read_lexicon("prepositions")[language]
    names = {word: name for name, words in listed.items() for word in words}
    if language == "zh":
        # Up to a short description may stand between: 向瑞士药企诺华.
        tail = r"[^，。；：、\n与和同跟向从由被给将把]{0,8}[“「《\"（ ]*$"
        return re.compile(f"({any_of(names)}){tail}"), names
    # Up to four words without a capital may stand between: to the battery maker Northvolt.
    tail = r"(?: (?:German|French|U\.?S\.?|Chinese|Japanese|British|[a-z'’-]+)){0,4}[ \"“‘]*$"
    return re.compile(rf"(?<!\w)((?i:{any_of(names)})){tail}"), names


def groups_in(scene: Scene, sentence: Sentence) -> list[Group]:
    """Return the parties of a sentence; places and alias brackets do not part a list."""
    parties = [named for named in sentence.named if named.type != "PLACE"]
    groups: list[list[Named]] = []
    for named in parties:
        last = groups[-1][-1] if groups else None
        if last is not None and last.entity == named.entity and named.start - last.end <= 4:
            continue
        if last is not None and _listed(scene, last, named):
            groups[-1].append(named)
        else:
            groups.append([named])
    return [Group(tuple(group), _preposition(scene, sentence, group[0])) for group in groups]


def _listed(scene: Scene, left: Named, right: Named) -> bool:
    if left.type != right.type and {left.type, right.type} != {"FIRM", "ORGANIZATION"}:
        return False
    gap = scene.folded[left.end : right.start]
    return len(gap) < 40 and _LIST[scene.language].fullmatch(gap) is not None


def _preposition(scene: Scene, sentence: Sentence, named: Named) -> str | None:
    since = max(
        [sentence.start, named.start - 40]
        + [
            other.end
            for other in sentence.named
            if other.end <= named.start and other.type != "PLACE"
        ]
    )
    return preposition_before(scene, named.start, since)


def preposition_before(scene: Scene, at: int, since: int) -> str | None:
    """Return the preposition that governs the name at `at`, the nearest one before it."""
    pattern, names = _prepositions(scene.language)
    match = pattern.search(scene.folded, since, at)
    while match is not None:
        later = pattern.search(scene.folded, match.start() + 1, at)
        if later is None:
            return names[match[1].lower() if scene.language == "en" else match[1]]
        match = later
    return None
