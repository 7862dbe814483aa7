"""Articles that come in over HTTP, and are taken back."""

from collections.abc import Iterator

import pytest

from tests.api.conftest import Server, serving

INGEST = """mutation($article: ArticleInput!) {ingestArticle(input: $article) {
    outcome claims newEntities newFacts article {id title language published}}}"""
WITHDRAW = """mutation($id: ID!) {withdrawArticle(id: $id) {
    id claims droppedEntities droppedFacts}}"""
COUNTS = "{statistics {articles claims entities {type count} version}}"

ZH = "晨曦科技有限公司5月6日宣布,以3.5亿元收购远帆软件有限公司100%股权。"
EN = "Northwind Systems Inc. acquired Bluewater Software Ltd. for $350 million on 6 May 2024."


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on an empty store, with a worker that the first article starts."""
    folder = tmp_path_factory.mktemp("changes")
    with serving(folder, f"sqlite:///{folder / 'graph.db'}") as running:
        yield running


@pytest.mark.parametrize(("text", "language"), [(ZH, "zh"), (EN, "en")], ids=["zh", "en"])
def test_an_article_is_read_kept_left_alone_and_taken_back(
    empty: Server, text: str, language: str
) -> None:
    before = empty.data(COUNTS)["statistics"]
    article = {"text": text, "id": f"one-{language}", "published": "2024-05-07"}

    added = empty.data(INGEST, article=article)["ingestArticle"]
    assert added["outcome"] == "added" and added["newEntities"] >= 2
    assert added["article"]["language"] == language
    deals = empty.data("{deals {nodes {type participants {role entity {name}}}}}")["deals"]
    assert "ACQUISITION" in {deal["type"] for deal in deals["nodes"]}

    kept = empty.data(COUNTS)
    again = empty.data(INGEST, article=article)["ingestArticle"]
    assert again["outcome"] == "unchanged"
    assert empty.data(COUNTS) == kept

    gone = empty.data(WITHDRAW, id=f"one-{language}")["withdrawArticle"]
    assert gone["droppedEntities"] == added["newEntities"]
    after = empty.data(COUNTS)["statistics"]
    assert {**after, "version": 0} == {**before, "version": 0}


def test_a_corrected_article_replaces_what_it_said(empty: Server) -> None:
    first = {"text": ZH, "url": "https://news.example/远帆"}
    added = empty.data(INGEST, article=first)["ingestArticle"]
    corrected = {**first, "text": ZH.replace("远帆软件", "长河软件")}
    revised = empty.data(INGEST, article=corrected)["ingestArticle"]
    assert revised["outcome"] == "revised"
    assert revised["article"]["id"] == added["article"]["id"]
    query = "query($name: String!) {firm(name: $name) {name}}"
    assert empty.data(query, name="远帆软件")["firm"] is None
    assert empty.data(query, name="长河软件")["firm"] == {"name": "长河软件有限公司"}
    empty.data(WITHDRAW, id=added["article"]["id"])


@pytest.mark.parametrize(
    ("article", "code"),
    [
        ({"text": " \n"}, "EMPTY_ARTICLE"),
        ({"text": "x\x00y"}, "BINARY_ARTICLE"),
        ({"text": "长" * 200_001}, "ARTICLE_TOO_LONG"),
        ({"text": "東京の会社がその工場を買収したと発表しました。" * 5}, "UNSUPPORTED_LANGUAGE"),
        ({"text": ZH, "language": "fr"}, "UNSUPPORTED_LANGUAGE"),
        ({"text": ZH, "published": "last week"}, "BAD_ARTICLE"),
    ],
)
def test_a_faulty_article_is_refused_and_leaves_the_store_as_it_was(
    empty: Server, article: dict[str, str], code: str
) -> None:
    before = empty.data(COUNTS)
    error = empty.error(INGEST, article=article)
    assert error["extensions"]["code"] == code
    assert error["message"]
    assert empty.data(COUNTS) == before


def test_an_article_that_is_not_kept_cannot_be_withdrawn(empty: Server) -> None:
    assert empty.error(WITHDRAW, id="nothing")["extensions"]["code"] == "NOT_FOUND"


def test_text_is_data(empty: Server) -> None:
    text = "“<script>alert(1)</script>”科技有限公司收购远帆软件'; DROP TABLE articles; --有限公司。"
    added = empty.data(INGEST, article={"text": text, "id": "hostile"})["ingestArticle"]
    assert added["outcome"] == "added"
    found = empty.data('{article(id: "hostile") {text}}')["article"]
    assert found["text"] == text
    empty.data(WITHDRAW, id="hostile")
