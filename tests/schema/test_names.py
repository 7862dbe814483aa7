import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.legal_forms import legal_forms
from schema.names import (
    comparison_key,
    fold_name,
    is_common_word,
    is_full_person_name,
    person_name_parts,
    strip_legal_form,
    to_simplified,
)
from schema.tables import read_words

NAMES = st.text(alphabet=st.characters(codec="utf-8"), max_size=24)
LETTERS = st.text(
    alphabet="abcxyzABCéÉøß0189中国华为科技集团公司騰訊數碼軟銀東芝", min_size=1, max_size=12
)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("《小米》 集团", "小米集团"),
        ("ＴＣＬ", "tcl"),
        ("「阿里巴巴」", "阿里巴巴"),
        ("が", "が"),
        ("Moët & Chandon", "moetandchandon"),
        ("L'Oréal", "loreal"),
        ("A.P. Møller–Mærsk", "apmollermaersk"),
        ("Straße", "strasse"),
        ("7-Eleven", "7eleven"),
        ("+", "+"),
    ],
)
def test_a_name_folds_to_its_letters_and_digits(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("腾讯控股有限公司", "腾讯"),
        ("騰訊控股有限公司", "騰訊"),
        ("TCL科技集团股份有限公司", "TCL科技"),
        ("上海复星（集团）有限公司", "上海复星"),
        ("株式会社日立製作所", "日立製作所"),
        ("삼성전자 주식회사", "삼성전자"),
        ("科技有限公司", "科技有限公司"),
        ("Apple Inc.", "Apple"),
        ("Alibaba Group Holding Limited", "Alibaba"),
        ("Huawei Technologies Co., Ltd.", "Huawei Technologies"),
        ("Novo Nordisk A/S", "Novo Nordisk"),
        ("Siemens AG", "Siemens"),
        ("Tata Sons Private Limited", "Tata Sons"),
        ("Foo GmbH & Co. KG", "Foo"),
        ("PT Bank Central Asia Tbk", "Bank Central Asia"),
        ("Société Générale S.A.", "Société Générale"),
        ("ООО Яндекс", "Яндекс"),
        ("X Corp", "X Corp"),
        ("The Company", "The Company"),
        ("Adidas", "Adidas"),
    ],
)
def test_a_legal_form_goes_where_a_name_remains(name: str, rest: str) -> None:
    assert strip_legal_form(name) == rest


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("騰訊控股有限公司", "腾讯"),
        ("鴻海精密工業股份有限公司", "鸿海精密工业"),
        ("《ＴＣＬ》科技集团", "TCL科技"),
        ("小米 集团", "小米集团有限公司"),
        ("Alphabet Inc.", "ALPHABET"),
        ("Johnson & Johnson", "johnson and johnson"),
        ("Open AI, LLC", "OpenAI"),
        ("Shell plc", "Ｓｈｅｌｌ"),
    ],
)
def test_two_ways_to_write_a_name_have_one_key(left: str, right: str) -> None:
    assert comparison_key(left) == comparison_key(right)


def test_different_names_have_different_keys() -> None:
    names = ["小米", "小鹏", "TCL", "TCL科技", "Apple", "Applied Materials", "软银", "东芝"]
    assert len({comparison_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "公司",
            "该公司",
            "集團",
            "科技",
            "汽车",
            "资本",
            "银行",
            "平台",
            "大学",
            "政府",
            "我",
            "A",
        ),
        *(
            "company",
            "The Company",
            "GROUP",
            "a bank",
            "capital",
            "fund",
            "the board",
            "regulators",
        ),
    ],
)
def test_a_common_word_is_known(name: str) -> None:
    assert is_common_word(name)


@pytest.mark.parametrize(
    "name", ["腾讯", "工商银行", "同济大学", "TCL", "360", "Apple", "Bank of China", "Group M"]
)
def test_a_name_is_no_common_word(name: str) -> None:
    assert not is_common_word(name)


@pytest.mark.parametrize(
    ("name", "family", "given_name"),
    [
        ("王小明", "王", "小明"),
        ("歐陽娜娜", "歐陽", "娜娜"),
        ("李 白", "李", "白"),
        ("埃隆·马斯克", "马斯克", "埃隆"),
        ("安倍晋三", "安倍", "晋三"),
        ("Ada Lovelace", "Lovelace", "Ada"),
        ("Dr. Jane Smith", "Smith", "Jane"),
        ("Ursula von der Leyen", "von der Leyen", "Ursula"),
        ("Mary-Jane O'Neil", "O'Neil", "Mary-Jane"),
    ],
)
def test_a_whole_name_of_a_person_has_two_parts(name: str, family: str, given_name: str) -> None:
    parts = person_name_parts(name)
    assert parts is not None
    assert (parts.family, parts.given) == (family, given_name)


@pytest.mark.parametrize(
    "name",
    [
        *("王总", "李", "马斯克", "陈某某", "公司", "高科技", "创始人", "·"),
        *("Musk", "Mr Smith", "J. Smith", "the company", "W12 500", ""),
    ],
)
def test_a_part_of_a_name_or_a_title_is_no_whole_name(name: str) -> None:
    assert not is_full_person_name(name)


def test_the_word_lists_are_long_and_clean() -> None:
    assert len(read_words("common_words.txt")) >= 300
    assert len(read_words("surnames.tsv")) >= 400
    forms = legal_forms()
    assert {"zh", "en", "de", "fr", "ja", "ko", "ru"} <= {form.language for form in forms}
    assert all(len(code) == 2 and code.isupper() for form in forms for code in form.countries)


@given(NAMES)
def test_folding_and_keys_are_settled(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)
    assert comparison_key(comparison_key(name)) == comparison_key(name)
    assert strip_legal_form(strip_legal_form(name)) == strip_legal_form(name)


@given(LETTERS)
def test_a_key_ignores_width_case_and_spaces(name: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    assert comparison_key(wide) == comparison_key(name)
    assert comparison_key(name.upper()) == comparison_key(name)
    assert comparison_key(f"  {name} ") == comparison_key(name)
    assert fold_name(" ".join(name)) == fold_name(name)


@given(LETTERS)
def test_both_scripts_have_one_key(name: str) -> None:
    assert comparison_key(to_simplified(name)) == comparison_key(name)


@given(st.text(alphabet=st.characters(categories=["L", "Nd"]), min_size=1, max_size=12))
def test_a_name_with_letters_has_a_key(name: str) -> None:
    assert comparison_key(name) != ""
    assert fold_name(name) != ""
