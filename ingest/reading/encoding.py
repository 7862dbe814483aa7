"""Turns the bytes of a text file into text, or says which encodings were tried."""

import codecs

from charset_normalizer import from_bytes

from schema.errors import BinaryArticleError, EncodingError

MIN_GUESS_BYTES = 60
"""Bytes past ASCII below which no encoding is guessed.

Thirty Chinese characters. Of texts with ten, a third looked more like Korean; of 6,000 with over
thirty, in GB18030 and in Big5, none was misread and one in 250 was refused.
"""

MIN_GUESS_MARGIN = 0.05
"""How much less garbled, as a share of the text, the best guess must look than the next one."""

# Files that people take for text, by how they begin.
MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive, as .docx, .xlsx and .epub files are"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
)

# GB2312 and GBK are parts of GB18030. Windows' Big5 comes before the one with Hong Kong's
# characters because the two read a few punctuation marks differently and the first is commoner.
READ = {"gb18030": ("gb18030",), "big5": ("cp950", "big5hkscs")}

# Encodings that are told apart from those above, so that a text in them is refused, not misread.
REFUSED = ("shift_jis", "euc_jp", "euc_kr", "cp1251", "cp1252")

# What a page may declare itself to be, after the names that browsers accept.
DECLARED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "big5-hkscs": "big5",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
}

ADVICE = "save it as UTF-8"


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Return the text of `data`, without a byte order mark and with line ends as they are.

    UTF-8 comes first, with or without a mark, then UTF-16 with one, then what a page declares,
    then a guess between GB18030 and Big5.

    Raises:
        BinaryArticleError: `data` is not text.
        EncodingError: no encoding fits, or none fits clearly better than the others.
    """
    refuse_magic(data)
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise EncodingError(f"the text is UTF-32, which is not read: {ADVICE}")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_marked(data, "utf-16")
    if b"\0" in data:
        raise BinaryArticleError(
            f"the file holds a NUL byte at offset {data.index(0)}, so it is not text "
            f"(or UTF-16 without its byte order mark): {ADVICE}"
        )
    if data.startswith(codecs.BOM_UTF8):
        return _decode_marked(data, "utf-8-sig")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(data, declared, error)


def refuse_magic(data: bytes) -> None:
    """Refuse a file that begins as a document, archive or picture does.

    Raises:
        BinaryArticleError: it does.
    """
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise BinaryArticleError(f"the file is {what}, not text: save its text as UTF-8")


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise EncodingError(
            f"the byte order mark says {name}, but the byte at offset {error.start} does not "
            f"fit it: {ADVICE}"
        ) from error


def _decode_other(data: bytes, declared: str | None, fault: UnicodeDecodeError) -> str:
    tried = [f"UTF-8 (fails at byte {fault.start})"]
    family = DECLARED.get(declared.lower()) if declared else None
    if family is not None:
        text = _decode_family(data, family)
        if text is not None:
            return text
        tried.append(f"{declared!r} as declared (fails)")
    family, finding = _guess(data)
    text = None if family is None else _decode_family(data, family)
    if text is None:
        tried.append(finding)
        raise EncodingError(f"no encoding fits the text; tried {', '.join(tried)}: {ADVICE}")
    return text


def _decode_family(data: bytes, family: str) -> str | None:
    for encoding in READ.get(family, (family,)):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _guess(data: bytes) -> tuple[str | None, str]:
    """Return the encoding that clearly fits best, if one does, and what was found."""
    telling = len(data.translate(None, delete=bytes(range(0x80))))
    if telling < MIN_GUESS_BYTES:
        return None, (
            f"no guess between GB18030 and Big5 (only {telling} bytes past ASCII, "
            f"{MIN_GUESS_BYTES} are needed)"
        )
    scores = _garbled(data)
    if not scores:
        return None, "GB18030 and Big5 (neither gives readable text)"
    best, *others = sorted(scores, key=lambda family: (scores[family], family not in READ))
    margin = scores[others[0]] - scores[best] if others else 1.0
    if best not in READ:
        return None, f"GB18030 and Big5 (it looks more like {best})"
    if margin < MIN_GUESS_MARGIN:
        return None, f"{best} (no clearer than {others[0]}: {margin:.2f} apart)"
    return best, f"{best} (fails further on)"


def _garbled(data: bytes) -> dict[str, float]:
    """Return how garbled the text looks in each encoding that can be, from 0 to 1."""
    families = {name: family for family, names in READ.items() for name in names}
    families |= {name: name for name in REFUSED}
    scores: dict[str, float] = {}
    matches = from_bytes(data, cp_isolation=sorted(families), enable_fallback=False)
    for match in matches:
        family = families[match.encoding]
        scores[family] = min(match.chaos, scores.get(family, 1.0))
    return scores
