"""The legal forms that names of firms end or begin with, read from `data/legal_forms.yaml`."""

import re
from dataclasses import dataclass
from functools import cache

import yaml

from schema.errors import OntologyError
from schema.script import to_simplified
from schema.tables import DATA

FILE = "legal_forms.yaml"
_KEYS = {"language", "countries", "forms", "legal", "places"}


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form such as GmbH, and where it is used."""

    form: str
    language: str
    countries: tuple[str, ...]
    legal: bool
    """False for words such as 集团 and Holdings, which say nothing of liability."""
    places: tuple[str, ...]


@cache
def legal_forms() -> tuple[LegalForm, ...]:
    """Return every form of the file.

    Raises:
        OntologyError: An entry lacks a key, has one too many or a value that is no text.
    """
    entries = yaml.safe_load((DATA / FILE).read_text(encoding="utf-8"))
    return tuple(form for entry in entries for form in _forms(entry))


def _forms(entry: dict[str, object]) -> list[LegalForm]:
    texts: dict[str, tuple[str, ...]] = {}
    for key in ("countries", "forms", "places"):
        values = entry.get(key, ["end"] if key == "places" else None)
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise OntologyError(f"{FILE}: {key} of {entry!r} is not a list of texts")
        texts[key] = tuple(values)
    language, legal = entry.get("language"), entry.get("legal", True)
    if not isinstance(language, str) or not isinstance(legal, bool) or set(entry) - _KEYS:
        raise OntologyError(f"{FILE}: {entry!r} has a wrong language, legal or an unknown key")
    countries, places = texts["countries"], texts["places"]
    return [LegalForm(form, language, countries, legal, places) for form in texts["forms"]]


@cache
def legal_form_pattern(place: str) -> re.Pattern[str]:
    """Return what matches a form at the `start` or the `end` of a name in Simplified characters."""
    forms = {form.form for form in legal_forms() if place in form.places}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    joined = [_joined(form) for form in longest_first if not _is_word(form)]
    words = [_word(form) for form in longest_first if _is_word(form)]
    if place == "start":
        source = rf"^\W*(?:(?:{'|'.join(joined)})\s*|(?:{'|'.join(words)})\s+)"
        return re.compile(source, re.IGNORECASE)
    return re.compile(
        rf"(?:\s*[(（]?(?:{'|'.join(joined)})[)）]?|[\s,，]+[(]?(?:{'|'.join(words)})[)]?)[\s.,，]*$",
        re.IGNORECASE,
    )


def _is_word(form: str) -> bool:
    """Return whether the form stands apart from the name, as in Latin letters."""
    return re.match(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]", form) is None


def _joined(form: str) -> str:
    return r"\s*".join(re.escape(character) for character in to_simplified(form))


def _word(form: str) -> str:
    """Let Pte Ltd be written Pte. Ltd., and S.A. for SA."""
    return r"[\s.,]*".join(_dotted(word) for word in form.split())


def _dotted(word: str) -> str:
    short = len(word) <= 5 and word.isalpha()
    return r"\.?".join(re.escape(character) for character in word) if short else re.escape(word)
