import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.reading.articles import MAX_CHARACTERS, MAX_TITLE
from ingest.reading.readers import MAX_BYTES, ReadFailure, read_articles
from schema.errors import (
    ArticleError,
    ArticleTooLongError,
    BinaryArticleError,
    EmptyArticleError,
    EncodingError,
    InputError,
    LanguageError,
)
from schema.records import Article, digest

ZH = "北方电池拟收购南方芯片\n\n北方电池周二宣布,将以六亿五千万元收购南方芯片的全部股权。"
TRADITIONAL = (
    "北方電池擬收購南方晶片\r\n\r\n北方電池週二宣布，將以六億五千萬元收購南方晶片的全部股權，"
    "交易預計在明年三月完成，此前還需要股東大會批准。"
)
EN = "Northern Battery to buy Southern Chip\n\nNorthern Battery will pay $650 million, it said."


def one(
    source: str | Path,
    *,
    published: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> Article:
    (article,) = read_articles([source], published=published, language=language, url=url)
    assert isinstance(article, Article), str(article)
    return article


def failure(source: str | Path) -> ReadFailure:
    (item,) = read_articles([source])
    assert isinstance(item, ReadFailure)
    return item


def from_stdin(data: bytes, *, stdin_format: str = "text") -> list[Article | ReadFailure]:
    return list(read_articles(["-"], stdin=io.BytesIO(data), stdin_format=stdin_format))


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- Plain text and Markdown -----------------------------------------------------------------


@pytest.mark.parametrize(("text", "language"), [(ZH, "zh"), (TRADITIONAL, "zh"), (EN, "en")])
def test_a_text_file_becomes_an_article_named_after_it(
    tmp_path: Path, text: str, language: str
) -> None:
    path = write(tmp_path, "深圳 deal.v2.txt", text)
    assert one(path) == Article(
        id="深圳 deal.v2", text=text, title=text.splitlines()[0], language=language
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "big5"])
def test_a_text_keeps_its_characters_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "a.txt", TRADITIONAL.encode(encoding))
    assert one(path).text == TRADITIONAL


def test_line_ends_blanks_and_emoji_stay_so_that_offsets_count_code_points(tmp_path: Path) -> None:
    text = " \r\n🤝𠮷野家\r\n与 caf\u00e9 签约\u3000\r旧行\n\n"
    article = one(write(tmp_path, "a.txt", text))
    assert article.text == text
    assert article.text[3:6] == "🤝𠮷野"
    assert article.title == "🤝𠮷野家"


def test_a_title_skips_rules_and_is_cut_where_it_is_a_paragraph(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.txt", f"———\n\n{'长' * 300}\n"))
    assert article.title == "长" * MAX_TITLE


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("北方电池\n\n## 收购 *南方芯片* ##\n\n正文。", "收购 *南方芯片*"),
        ("```sh\n# not this\n```\n# Southern Chip\n", "Southern Chip"),
        ("Northern Battery\n================\n\nIt buys a firm.", "Northern Battery"),
        ("No heading here\n\n#hashtag", "No heading here"),
    ],
)
def test_a_markdown_title_is_its_first_heading(tmp_path: Path, text: str, title: str) -> None:
    article = one(write(tmp_path, "a.md", text))
    assert (article.title, article.text) == (title, text)


def test_a_file_without_an_ending_is_a_text(tmp_path: Path) -> None:
    assert one(write(tmp_path, "article", EN)).text == EN


# --- Pages -----------------------------------------------------------------------------------

PAGE = """<html><head><meta charset="{charset}"><title>{title} - The Paper</title>
<meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2024-03-19T08:00:00+08:00">
<link rel="canonical" href="https://news.example.com/deals/1"></head>
<body><nav><a href="/">Front page</a></nav><article><h1>{title}</h1>{paragraphs}</article>
<footer>Copyright</footer><script>var a = "not text";</script></body></html>"""


def page(title: str, sentence: str, charset: str = "utf-8") -> bytes:
    paragraphs = "".join(f"<p>{sentence} ({number})</p>" for number in range(12))
    return PAGE.format(charset=charset, title=title, paragraphs=paragraphs).encode(charset)


@pytest.mark.parametrize("ending", ["html", "htm", "HTML"])
def test_a_page_gives_its_main_text_title_day_and_address(tmp_path: Path, ending: str) -> None:
    sentence = "Northern &amp; Co will pay &lt;650&gt; million dollars for Southern Chip, it said."
    article = one(write(tmp_path, f"page.{ending}", page("Northern buys Southern", sentence)))
    assert article.id == "page"
    assert article.title == "Northern buys Southern"
    assert article.published == "2024-03-19"
    assert article.url == "https://news.example.com/deals/1"
    assert article.source == "The Paper"
    assert "Northern & Co will pay <650> million dollars" in article.text
    assert "not text" not in article.text
    assert "Copyright" not in article.text


@pytest.mark.parametrize("charset", ["gb2312", "gb18030", "utf-8"])
def test_a_chinese_page_is_read_as_it_declares(tmp_path: Path, charset: str) -> None:
    sentence = "北方电池将以六亿五千万元收购南方芯片的全部股权，交易预计在明年三月完成。"
    article = one(write(tmp_path, "page.html", page("北方电池收购南方芯片", sentence, charset)))
    assert (article.language, article.title) == ("zh", "北方电池收购南方芯片")
    assert sentence in article.text


def test_a_day_in_the_running_text_is_not_the_day_of_publication(tmp_path: Path) -> None:
    body = "<p>On May 5, 2021 the firm said that it would buy another one for 5 million.</p>" * 9
    article = one(write(tmp_path, "a.html", f"<html><body><h1>A deal</h1>{body}</body></html>"))
    assert article.published is None


@pytest.mark.parametrize("html", ["<html><body></body></html>", " \n", "<p></p>"])
def test_a_page_without_text_is_refused(tmp_path: Path, html: str) -> None:
    assert isinstance(failure(write(tmp_path, "a.html", html)).error, EmptyArticleError)


# --- JSON lines ------------------------------------------------------------------------------


def test_json_lines_give_articles_with_all_their_fields(tmp_path: Path) -> None:
    first = {
        "id": "a1",
        "text": ZH,
        "title": "标题",
        "language": "zh-CN",
        "published": "2024-03-19T08:30:00+08:00",
        "url": "https://example.com/1",
        "source": "财经报",
        "score": 7,
    }
    lines = [json.dumps(first), "", json.dumps({"text": EN, "title": None})]
    path = write(tmp_path, "feed.jsonl", "\r\n".join(lines))
    assert list(read_articles([path])) == [
        Article(
            id="a1",
            text=ZH,
            title="标题",
            language="zh",
            published="2024-03-19T08:30:00+08:00",
            url="https://example.com/1",
            source="财经报",
        ),
        Article(id=f"t{digest(EN)}", text=EN, title=EN.splitlines()[0], language="en"),
    ]


def test_an_article_with_an_address_and_no_id_is_named_after_the_address(tmp_path: Path) -> None:
    line = json.dumps({"text": EN, "url": "https://example.com/1"})
    article = one(write(tmp_path, "feed.jsonl", line))
    assert article.id == f"u{digest('https://example.com/1')}"


@pytest.mark.parametrize(
    ("line", "error", "message"),
    [
        (b'{"text": ', ArticleError, "not JSON"),
        (b"[1, 2]", ArticleError, "no object"),
        (b'{"id": "a", "body": "x"}', ArticleError, r"no \"text\", only \['body', 'id'\]"),
        (b'{"text": 5}', ArticleError, r"\"text\" is 5"),
        (b'{"id": 5, "text": "a deal"}', ArticleError, r"\"id\" is 5"),
        (b'{"text": null}', EmptyArticleError, "no letter or digit"),
        (b'{"text": " \\u200b\\n"}', EmptyArticleError, "no letter or digit"),
        (b'{"text": "a\\u0000b"}', BinaryArticleError, "NUL character at 1"),
        (b'{"text": "a deal", "language": "fr"}', LanguageError, "'fr'"),
        (b'{"text": "a deal", "published": "19 March"}', ArticleError, "'19 March' is no date"),
        (b'{"text": "\xff"}', ArticleError, "not JSON"),
        (b'{"text": "\\ud83d"}', ArticleError, "not JSON"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_the_rest_goes_on(
    tmp_path: Path, line: bytes, error: type[ArticleError], message: str
) -> None:
    good = json.dumps({"text": ZH}).encode()
    path = write(tmp_path, "feed.jsonl", b"\n".join([good, line, good]))
    before, bad, after = read_articles([path])
    assert before == after
    assert isinstance(bad, ReadFailure)
    assert (bad.source, bad.line, type(bad.error)) == (str(path), 2, error)
    with pytest.raises(error, match=message):
        raise bad.error
    assert str(bad).startswith(f"{path}:2: ")


def test_an_over_long_line_is_passed_over() -> None:
    long = b'{"text": "' + b"a" * (2 * MAX_BYTES) + b'"}'
    good = json.dumps({"text": EN}).encode()
    bad, article = from_stdin(b"\n".join([long, good]), stdin_format="jsonl")
    assert isinstance(bad, ReadFailure)
    assert (bad.line, type(bad.error)) == (1, ArticleTooLongError)
    assert isinstance(article, Article)


def test_an_over_long_last_line_ends_the_file() -> None:
    (bad,) = from_stdin(b"a" * (MAX_BYTES + 1), stdin_format="jsonl")
    assert isinstance(bad, ReadFailure)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_json_lines_may_begin_with_a_byte_order_mark(encoding: str) -> None:
    data = json.dumps({"text": ZH}, ensure_ascii=False).encode(encoding)
    (article,) = from_stdin(data, stdin_format="jsonl")
    assert isinstance(article, Article)


def test_json_lines_in_utf16_are_refused_once() -> None:
    data = "\n".join([json.dumps({"text": EN})] * 3).encode("utf-16")
    (bad,) = from_stdin(data, stdin_format="jsonl")
    assert isinstance(bad, ReadFailure)
    assert isinstance(bad.error, EncodingError)


# --- Folders ---------------------------------------------------------------------------------


def test_a_folder_is_read_by_name_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a.txt", ".hidden.txt", ".git/x.txt", "c.csv"):
        write(tmp_path, name, f"{EN} {name}")
    write(tmp_path, "d.jsonl", json.dumps({"id": "from-lines", "text": ZH}))
    ids = [item.id for item in read_articles([tmp_path]) if isinstance(item, Article)]
    assert ids == ["a", "1", "2", "from-lines"]


def test_a_link_to_a_folder_above_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", EN)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [item.id for item in read_articles([tmp_path]) if isinstance(item, Article)] == ["a"]


def test_a_folder_without_articles_is_told(tmp_path: Path) -> None:
    assert isinstance(failure(tmp_path).error, EmptyArticleError)


def test_two_files_of_one_name_do_not_replace_each_other(tmp_path: Path) -> None:
    first = write(tmp_path, "a/report.txt", ZH)
    write(tmp_path, "b/report.txt", EN)
    article, bad = read_articles([tmp_path])
    assert isinstance(article, Article)
    assert isinstance(bad, ReadFailure)
    with pytest.raises(ArticleError, match=f"'report' is that of '{first}' too"):
        raise bad.error


def test_one_file_may_be_given_twice(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", ZH)
    first, second = read_articles([path, path])
    assert first == second


# --- Standard input and arguments ------------------------------------------------------------


def test_standard_input_is_a_text_named_after_its_hash() -> None:
    assert from_stdin(ZH.encode()) == [
        Article(id=f"t{digest(ZH)}", text=ZH, title=ZH.splitlines()[0], language="zh")
    ]


def test_the_standard_input_of_the_process_is_read() -> None:
    code = (
        "from ingest.reading.readers import read_articles\n"
        "(article,) = read_articles(['-'])\n"
        "assert article.text == '北方电池\\r\\n🤝', repr(article.text)"
    )
    data = "北方电池\r\n🤝".encode()
    subprocess.run([sys.executable, "-W", "error", "-c", code], input=data, check=True)


def test_standard_input_may_be_a_page() -> None:
    (article,) = from_stdin(page("A deal", "Northern will pay 650 million."), stdin_format="html")
    assert isinstance(article, Article)
    assert article.title == "A deal"


@pytest.mark.parametrize("published", ["2024-03-19", "2024-03-19T08:30Z", "2024-03-19T08:30:00"])
def test_arguments_tell_what_the_source_does_not(tmp_path: Path, published: str) -> None:
    path = write(tmp_path, "a.txt", "TCL 2024")
    article = one(path, published=published, language="zh", url="https://example.com/1")
    assert (article.published, article.language) == (published, "zh")
    assert (article.url, article.id) == (
        "https://example.com/1",
        f"u{digest('https://example.com/1')}",
    )


def test_a_blank_between_day_and_time_becomes_the_letter_of_iso(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.txt", EN), published=" 2024-03-19 08:30 ")
    assert article.published == "2024-03-19T08:30"


def test_standard_input_may_have_an_address() -> None:
    (article,) = read_articles(["-"], url="https://example.com/1", stdin=io.BytesIO(EN.encode()))
    assert isinstance(article, Article)
    assert article.id == f"u{digest('https://example.com/1')}"


def test_what_a_source_says_comes_before_the_arguments(tmp_path: Path) -> None:
    line = json.dumps({"text": EN, "published": "2024-03-19", "language": "en"})
    path = write(tmp_path, "feed.jsonl", line)
    article = one(path, published="2020-01-01", language="zh")
    assert (article.published, article.language) == ("2024-03-19", "en")


@pytest.mark.parametrize("published", ["2024", "2024-02-30", "19/3/2024", "2024-03-19T25:00"])
def test_a_day_of_publication_that_is_none_is_refused(published: str) -> None:
    with pytest.raises(ArticleError, match="no date of publication"):
        read_articles(["-"], published=published)


def test_a_language_argument_that_is_not_read_is_refused() -> None:
    with pytest.raises(LanguageError):
        read_articles(["-"], language="fr")


@pytest.mark.parametrize("sources", [["a.txt", "b.txt"], ["feed.jsonl"], ["."]])
def test_one_address_cannot_be_that_of_many_articles(sources: list[str]) -> None:
    with pytest.raises(InputError, match="one article only"):
        read_articles(sources, url="https://example.com/1")


def test_an_unknown_format_of_standard_input_is_refused() -> None:
    with pytest.raises(InputError, match="'csv' is not one of text, markdown, html, jsonl"):
        read_articles(["-"], stdin_format="csv")


# --- Bad files -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("a.txt", b"", EmptyArticleError, "no letter or digit in its 0 characters"),
        ("a.txt", " \n\u3000…\n".encode(), EmptyArticleError, "no letter or digit"),
        ("a.txt", b"\xff\xfe", EmptyArticleError, "0 characters"),
        ("a.txt", b"%PDF-1.4 x", BinaryArticleError, "a PDF document"),
        ("a.pdf", b"%PDF-1.4 x", BinaryArticleError, "a PDF document"),
        ("a.docx", b"PK\x03\x04", BinaryArticleError, "zip archive"),
        ("a.csv", b"a,b", ArticleError, "'.csv' are not read, only .txt"),
        ("a.txt", b"deal\0", BinaryArticleError, "NUL byte at offset 4"),
        ("a.txt", b"\x93\xfa\x96\x7b", EncodingError, "tried UTF-8"),
        ("a.txt", b"2024 650", LanguageError, "no letters"),
        ("a.txt", "회사는 화요일에 발표했다".encode(), LanguageError, "Korean"),
        (
            "a.txt",
            "长".encode() * (MAX_CHARACTERS + 1),
            ArticleTooLongError,
            "200,001 characters, at most 200,000",
        ),
        ("a.txt", b"a" * (MAX_BYTES + 1), ArticleTooLongError, "more than 10,485,760 bytes"),
    ],
)
def test_a_bad_file_is_told_and_the_batch_goes_on(
    tmp_path: Path, name: str, content: bytes, error: type[ArticleError], message: str
) -> None:
    good, path = write(tmp_path, "good.txt", EN), write(tmp_path, name, content)
    bad, article = read_articles([path, good])
    assert isinstance(article, Article)
    assert isinstance(bad, ReadFailure)
    assert (bad.source, bad.line, type(bad.error)) == (str(path), None, error)
    with pytest.raises(error, match=message):
        raise bad.error


def test_the_longest_article_allowed_is_read(tmp_path: Path) -> None:
    assert len(one(write(tmp_path, "a.txt", "长" * MAX_CHARACTERS)).text) == MAX_CHARACTERS


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="No such file"):
        raise failure(tmp_path / "missing.txt").error
