"""Tells whether a text is Chinese or English, and refuses other languages by name."""

import re
import unicodedata
from collections import Counter
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from schema.errors import LanguageError

LANGUAGES = ("zh", "en")
"""The languages that articles are read in, as ISO 639-1 codes."""

MIN_HAN_SHARE = 0.2
"""Share of Han among Han and Latin letters from which a text is Chinese.

A Latin word has about five letters where Chinese has one or two characters. Of 1,030 Chinese
business articles none had under 0.47, also lists of foreign names; an English text that glosses
each name in Chinese has about 0.1.
"""

MAX_KANA_SHARE = 0.1
"""Share of kana among all letters past which a text is Japanese.

Japanese prose has over 0.3, also where it names foreign firms; Chinese has kana in brand names.
"""

MAX_OTHER_SHARE = 0.3
"""Share of letters of all other scripts past which a text is refused."""

MIN_LATIN_LETTERS = 60
"""Latin letters below which a text without Chinese is taken for English.

On a few names, or one short line, the model that names a language is little better than a guess.
"""

MIN_PROBABILITY = 0.9
"""How sure the model must be of a language before a text in Latin letters is refused."""

SAMPLE_CHARACTERS = 20_000
"""Characters that are looked at; more do not change the answer and cost time."""

# Addresses are Latin in any language.
ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[!-~]+@[!-~]+")

KANA = ("HIRAGANA", "KATAKANA")

# The language that most texts in a script are in, for the message.
SCRIPT_LANGUAGES = {
    "HANGUL": "Korean",
    "CYRILLIC": "Russian or another language in Cyrillic letters",
    "ARABIC": "Arabic or another language in Arabic letters",
}

ADVICE = "guanxi reads Chinese (zh) and English (en); translate the text first"


def detect_language(text: str) -> str:
    """Return `zh` or `en`.

    Raises:
        LanguageError: the text is in another language, or holds no letters.
    """
    sample = ADDRESS.sub(" ", text[:SAMPLE_CHARACTERS])
    scripts = Counter(_script(letter) for letter in sample if letter.isalpha())
    if not scripts:
        raise LanguageError("no letters to tell the language by: name it, zh or en")
    _refuse_script(scripts)
    han, latin = scripts["CJK"], scripts["LATIN"]
    if han and han >= MIN_HAN_SHARE * (han + latin):
        return "zh"
    if latin >= MIN_LATIN_LETTERS:
        _refuse_latin(sample)
    return "en"


def known_language(name: str) -> str:
    """Return the language that `name` stands for, such as `zh` for `zh-Hant` and `EN`.

    Raises:
        LanguageError: it is neither Chinese nor English.
    """
    code = re.split(r"[-_]", name.strip().lower())[0]
    if code not in LANGUAGES:
        raise LanguageError(f"the language {name!r} is not one of zh and en: {ADVICE}")
    return code


def _refuse_script(scripts: Counter[str]) -> None:
    kana = sum(scripts[name] for name in KANA)
    if kana > MAX_KANA_SHARE * scripts.total():
        raise LanguageError(f"the text is Japanese: {ADVICE}")
    others = scripts.total() - scripts["CJK"] - scripts["LATIN"] - kana
    if others > MAX_OTHER_SHARE * scripts.total():
        known = {"CJK", "LATIN", *KANA}
        script = next(name for name, _ in scripts.most_common() if name not in known)
        language = SCRIPT_LANGUAGES.get(script, f"in {script.title()} letters")
        raise LanguageError(f"the text is {language}: {ADVICE}")


def _refuse_latin(sample: str) -> None:
    language, probability = _identifier().classify(sample)
    if language != "en" and probability >= MIN_PROBABILITY:
        raise LanguageError(
            f"the text is in the language {language!r} (probability {probability:.2f}): {ADVICE}"
        )


@cache
def _script(letter: str) -> str:
    """Return the first word of a letter's name, which for letters is the script's."""
    word = unicodedata.name(letter, "UNKNOWN").split()[0]
    # FULLWIDTH LATIN, HALFWIDTH KATAKANA, MODIFIER LETTER and the like are not scripts.
    return "LATIN" if word == "FULLWIDTH" else "KATAKANA" if word == "HALFWIDTH" else word


@cache
def _identifier() -> LanguageIdentifier:
    # Loading takes more than half a second, and a Chinese article never needs it.
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
