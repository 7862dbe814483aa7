"""Cuts text into sentences, which are what a fact shows as its evidence."""

import re

from ingest.lexicon import Language

_ZH = re.compile(r"[。！？!?…]+[”」』\"’）)]*|(?<=[\u4e00-\u9fff])\.(?=\s|$)|\n+|[；;]")
_EN = re.compile(r"(?<=[A-Za-z0-9)\"”’'%\]])[.!?]+[\"”’)]*(?=\s+[A-Z0-9\"“‘'(•]|\s*$)|\n+|;(?=\s)")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Ms|Mrs|Dr|Prof|Sir|Inc|Corp|Ltd|Co|Bros|St|No|vs|Messrs|Gen|Sen|Gov|Rs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$"
)


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Return where each sentence starts and ends, without the space around it.

    Semicolons and line ends part sentences too: in business prose what stands between them says
    one thing.
    """
    spans, start = [], 0
    for match in (_ZH if language == "zh" else _EN).finditer(text):
        if language == "en" and _is_abbreviation(text, match):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    stripped = (_strip(text, start, end) for start, end in spans)
    return [(start, end) for start, end in stripped if start < end]


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if not match[0].startswith(".") or "\n" in match[0]:
        return False
    found = _ABBREVIATION.search(text, max(0, match.start() - 7), match.start() + 1)
    if found is None:
        return False
    # "… of Foo Inc. The deal …" does end a sentence, "Foo Inc. Chairman" hardly occurs.
    firm = found[0] in {"Inc.", "Corp.", "Ltd.", "Co."}
    return not (
        firm
        and re.match(r"\s+(?:The|It|In|He|She|But|A|An|That|This|Under)\b", text[match.end() :])
    )


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
