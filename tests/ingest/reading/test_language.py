import subprocess
import sys

import pytest

from ingest.reading.language import detect_language, known_language
from schema.errors import LanguageError

SIMPLIFIED = "一家电池企业周二宣布,将以六亿五千万元收购一家芯片企业。"
TRADITIONAL = "一家電池企業週二宣布，將以六億五千萬元收購一家晶片企業。"
ENGLISH = "The battery maker said on Tuesday that it would buy a chip firm for $650 million."


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, "股价大涨", "𠮷𠮷"])
def test_chinese_is_recognised_in_both_scripts(text: str) -> None:
    assert detect_language(text) == "zh"


@pytest.mark.parametrize("text", [ENGLISH, "Deal closed.", "ＦＵＬＬ ｗｉｄｔｈ"])
def test_english_is_recognised(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Northern Holdings与Beta Robotics在新加坡成立合资公司，Gamma Ventures投资两亿美元。",
        "详情见 https://example.com/a/very/long/address/that/is/longer/than/the/text",
        "联系 press.office.international@example-company.com 获取公告",
    ],
)
def test_latin_names_and_addresses_do_not_make_a_chinese_text_english(text: str) -> None:
    assert detect_language(text) == "zh"


def test_chinese_glosses_do_not_make_an_english_text_chinese() -> None:
    text = (
        "Northern Battery Technology (北方电池), a maker of cells, bought Southern Chip (南方芯片)."
    )
    assert detect_language(text) == "en"


def test_a_japanese_brand_does_not_make_a_chinese_text_japanese() -> None:
    assert detect_language(SIMPLIFIED + "旗下品牌「きらり」也在其中。" + SIMPLIFIED) == "zh"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("会社は火曜日に、半導体メーカーを買収すると発表した。", "Japanese"),
        ("トヨタはSamsungとLGに電池を供給すると発表した。", "Japanese"),
        ("회사는 화요일에 반도체 업체를 인수한다고 발표했다.", "Korean"),
        ("Компания объявила во вторник о покупке завода.", "Cyrillic"),
        ("أعلنت الشركة يوم الثلاثاء", "Arabic"),
        ("कंपनी ने मंगलवार को घोषणा की", "Devanagari"),
    ],
)
def test_other_scripts_are_refused_by_name(text: str, language: str) -> None:
    with pytest.raises(LanguageError, match=language):
        detect_language(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "L'entreprise a annoncé mardi qu'elle rachèterait le fabricant de puces pour 650 "
            "millions d'euros, sous réserve de l'accord des autorités.",
            "'fr'",
        ),
        (
            "Der Konzern kündigte am Dienstag an, den Chiphersteller für 650 Millionen Euro zu "
            "kaufen, sobald die Behörden zustimmen.",
            "'de'",
        ),
    ],
)
def test_other_latin_languages_are_refused_by_their_code(text: str, language: str) -> None:
    with pytest.raises(LanguageError, match=language):
        detect_language(text)


def test_a_list_of_foreign_names_is_taken_for_english() -> None:
    text = "Louis Vuitton, Moët Hennessy, Möbelhaus Müller, Crédit Agricole, Société Générale"
    assert detect_language(text) == "en"


def test_a_text_without_letters_has_no_language() -> None:
    with pytest.raises(LanguageError, match="no letters"):
        detect_language("2024 — 650,000,000")


@pytest.mark.parametrize(
    ("name", "code"), [("zh-Hant", "zh"), ("ZH_cn", "zh"), ("en", "en"), (" en-GB ", "en")]
)
def test_a_stated_language_may_name_a_region_or_script(name: str, code: str) -> None:
    assert known_language(name) == code


@pytest.mark.parametrize("name", ["fr", "", "Chinese", "zhuang"])
def test_a_stated_language_that_is_not_read_is_refused(name: str) -> None:
    with pytest.raises(LanguageError, match="not one of zh and en"):
        known_language(name)


def test_the_model_is_not_loaded_for_a_chinese_text() -> None:
    code = (
        "from ingest.reading.language import _identifier, detect_language\n"
        "detect_language('一家电池企业周二宣布')\n"
        "assert _identifier.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
