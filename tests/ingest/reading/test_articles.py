import pytest

from ingest.reading.articles import check_published, first_line, make_article
from schema.errors import ArticleError, EncodingError
from schema.records import Article, digest

TEXT = "北方电池收购南方芯片。"


def test_the_given_id_comes_before_the_address_and_the_address_before_the_text() -> None:
    url = "https://example.com/1"
    assert make_article(TEXT, id="a1", url=url).id == "a1"
    assert make_article(TEXT, url=url).id == f"u{digest(url)}"
    assert make_article(TEXT).id == f"t{digest(TEXT)}"


def test_empty_values_count_as_absent() -> None:
    article = make_article(TEXT, id="", title=" \n", language="", published="", url="", source="")
    assert article == Article(id=f"t{digest(TEXT)}", text=TEXT, title=TEXT, language="zh")


def test_a_given_title_is_put_in_one_line() -> None:
    assert make_article(TEXT, title=" Northern\n buys ").title == "Northern buys"


@pytest.mark.parametrize("field", ["text", "id", "title", "url", "source"])
def test_half_a_surrogate_pair_is_refused_wherever_it_stands(field: str) -> None:
    values = {"text": TEXT, field: "a deal \ud83d"}
    with pytest.raises(EncodingError, match=rf"the {field} holds half a surrogate pair.* at 7"):
        make_article(**values)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("一\r二", "一"),
        ("\r\n\r\n  Northern  buys \r\nx", "Northern buys"),
        ("“引号”开头\n二", "“引号”开头"),
        ("a\u2028b", "a"),
        ("…", ""),
    ],
)
def test_the_first_line_ends_at_any_line_end(text: str, line: str) -> None:
    assert first_line(text) == line


@pytest.mark.parametrize("published", ["20240319", "2024-W12-2", "2024-03-19T08", "２０２４-03-19"])
def test_only_the_calendar_form_is_a_day_of_publication(published: str) -> None:
    with pytest.raises(ArticleError, match="not of the form 2024-03-19"):
        check_published(published)
