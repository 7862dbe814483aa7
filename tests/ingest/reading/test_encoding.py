import pytest

from ingest.reading.encoding import MIN_GUESS_BYTES, decode
from schema.errors import BinaryArticleError, EncodingError

SIMPLIFIED = (
    "一家位于沿海城市的电池企业周二宣布,将以六亿五千万元收购一家芯片企业的全部股权。\r\n"
    "双方表示,交易预计在明年三月完成,此前还需要股东大会和监管部门批准。"
)
TRADITIONAL = (
    "一家位於沿海城市的電池企業週二宣布，將以六億五千萬元收購一家晶片企業的全部股權。\r\n"
    "雙方表示，交易預計在明年三月完成，此前還需要股東大會和監管部門批准。"
)
ENGLISH = "The battery maker said on Tuesday that it would buy a chip firm for $650 million.\r\n"
EMOJI = "A deal 🤝 between 𠮷野家 and a caf\u00e9"


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, ENGLISH, EMOJI])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_comes_back_as_it_was(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_big_endian_utf16_is_read_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")) == SIMPLIFIED


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "cp950"),
        (SIMPLIFIED.replace("。", "😀"), "gb18030"),
        (TRADITIONAL + "佢哋喺度㗎", "big5hkscs"),
    ],
)
def test_chinese_encodings_without_a_mark_are_told_apart(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_guess_from_the_beginning_of_a_large_file_reads_all_of_it() -> None:
    text = (SIMPLIFIED + "\n") * 5000
    assert decode(text.encode("gb18030")) == text


def test_a_large_file_in_one_line_is_read_too() -> None:
    text = SIMPLIFIED.replace("\r\n", "") * 5000
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    "data",
    [
        SIMPLIFIED[:10].encode("gb18030"),
        TRADITIONAL[:10].encode("big5"),
        "The firm\u2019s plan".encode("cp1252"),
    ],
)
def test_too_little_text_is_not_guessed_at(data: bytes) -> None:
    with pytest.raises(EncodingError, match=rf"{MIN_GUESS_BYTES} are needed.*save it as UTF-8"):
        decode(data)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("会社は火曜日に、半導体メーカーを買収すると発表した。" * 4, "shift_jis"),
        ("会社は火曜日に、半導体メーカーを買収すると発表した。" * 4, "euc_jp"),
        ("회사는 화요일에 반도체 업체를 인수한다고 발표했다. " * 6, "euc_kr"),
        ("Компания объявила во вторник о покупке завода. " * 6, "cp1251"),
        (
            "L\u2019\u00e9lu a d\u00e9cid\u00e9 d\u2019acqu\u00e9rir la soci\u00e9t\u00e9. " * 20,
            "cp1252",
        ),
    ],
)
def test_other_encodings_are_refused_rather_than_misread(text: str, encoding: str) -> None:
    with pytest.raises(EncodingError, match="tried UTF-8"):
        decode(text.encode(encoding))


def test_two_encodings_that_fit_alike_are_not_chosen_between() -> None:
    with pytest.raises(EncodingError, match=r"gb18030 \(no clearer than euc_jp: 0\.00 apart"):
        decode(("电池企业" * 20).encode("gb18030"))


def test_what_a_page_declares_comes_before_a_guess() -> None:
    assert decode("电池".encode("gb18030"), declared="GB2312") == "电池"
    assert decode("Caf\u00e9".encode("cp1252"), declared="iso-8859-1") == "Caf\u00e9"


def test_a_wrong_declaration_does_not_keep_a_text_from_being_read() -> None:
    broken = SIMPLIFIED.encode("gb18030") + "㐀".encode("gb18030")
    assert decode(broken, declared="big5").startswith("一家")
    assert decode(SIMPLIFIED.encode("gb18030"), declared="klingon") == SIMPLIFIED


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 \xe2\xe3", "a PDF document"),
        (b"PK\x03\x04\x14\x00", "a zip archive"),
        (b"\x89PNG\r\n\x1a\n\0", "a PNG picture"),
        (b"{\\rtf1 text}", "an RTF document"),
        (b"abc\0def", "NUL byte at offset 3"),
        ("Deal 交易".encode("utf-16-le"), "UTF-16 without its byte order mark"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, message: str) -> None:
    with pytest.raises(BinaryArticleError, match=message):
        decode(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xef\xbb\xbfabc\xff", "mark says UTF-8, but the byte at offset"),
        (b"\xff\xfeA\0B", "mark says UTF-16"),
        ("电池".encode("utf-32"), "UTF-32"),
        (b"\xff" * 200, "tried UTF-8"),
        ("电池企业".encode()[:-1] + b"\xff\xff", "fails at byte 9"),
    ],
)
def test_what_no_encoding_fits_is_refused_with_what_was_tried(data: bytes, message: str) -> None:
    with pytest.raises(EncodingError, match=message):
        decode(data)


def test_the_empty_file_is_the_empty_text() -> None:
    assert decode(b"") == ""
