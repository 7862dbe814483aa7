"""What the server refuses, with which code, before anything runs."""

import httpx2
import pytest
from graphql import get_introspection_query

from api.bodies import MAX_BYTES
from tests.api.conftest import Server


def nested(depth: int) -> str:
    """Return a query that goes `depth` times from an entity to its neighbours."""
    inner = "name"
    for _ in range(depth):
        inner = f"relations(first: 1) {{nodes {{target {{{inner}}}}}}}"
    return f'{{firm(name: "Google") {{{inner}}}}}'


@pytest.mark.parametrize(
    ("query", "code", "word"),
    [
        ("{entities(first: 101) {totalCount}}", "LIMIT_EXCEEDED", "100"),
        ("{entities(first: 0) {totalCount}}", "LIMIT_EXCEEDED", "first"),
        ('{entities(after: "made up") {totalCount}}', "BAD_CURSOR", "made up"),
        ("{nothing}", "BAD_QUERY", "nothing"),
        ("{entities(", "BAD_QUERY", "Syntax"),
        (nested(5), "LIMIT_EXCEEDED", "depth"),
        (
            "{" + " ".join(f"a{i}: statistics {{articles}}" for i in range(31)) + "}",
            *("LIMIT_EXCEEDED", "alias"),
        ),
        ("{" + "statistics {articles} " * 600 + "}", "BAD_QUERY", "token"),
        ('{network(center: "nobody") {cut}}', "NOT_FOUND", "nobody"),
        ('{network(center: "nobody", depth: 6) {cut}}', "LIMIT_EXCEEDED", "depth"),
        ('{paths(from: "nobody", to: "none") {length}}', "NOT_FOUND", "nobody"),
        ('{paths(from: "a", to: "b", maxLength: 11) {length}}', "LIMIT_EXCEEDED", "maxLength"),
        ('{paths(from: "a", to: "b", k: 21) {length}}', "LIMIT_EXCEEDED", "k"),
        ("{deals(where: {types: [GIFT]}) {totalCount}}", "BAD_QUERY", "GIFT"),
        (f'{{search(text: "{"长" * 201}") {{totalCount}}}}', "LIMIT_EXCEEDED", "201"),
    ],
)
def test_a_question_beyond_the_limits_is_refused(
    server: Server, query: str, code: str, word: str
) -> None:
    error = server.error(query)
    assert error["extensions"]["code"] == code
    assert word.casefold() in error["message"].casefold()


def wide(first: str) -> str:
    """Return a query for the neighbours of the neighbours of all firms."""
    inner = f"relations(first: {first}) {{nodes {{target {{name}}}}}}"
    outer = f"relations(first: 100) {{nodes {{target {{{inner}}}}}}}"
    return f"{{firms(first: 100) {{nodes {{{outer}}}}}}}"


def test_a_question_that_could_ask_for_too_much_is_refused(server: Server) -> None:
    error = server.error(wide("100"))
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED" and "records" in error["message"]
    assert server.data(wide("1"))["firms"]["nodes"]


def test_variables_and_fragments_are_counted_with_their_values(server: Server) -> None:
    query = (
        "query($n: Int!) {" + wide("$n")[1:-1] + ' firm(name: "x") {...f}} fragment f on Firm {'
        "deals(first: $n) {nodes {participants {entity {name}}}}}"
    )
    assert server.error(query, n=100)["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert server.data(query, n=1)["firm"] is None


def test_fragments_within_fragments_are_counted_quickly(server: Server) -> None:
    parts = [f"fragment f{i} on Query {{...f{i + 1} ...f{i + 1}}}" for i in range(60)]
    query = "{...f0} " + " ".join(parts) + " fragment f60 on Query {statistics {articles}}"
    assert server.ask(query)


def test_a_body_beyond_the_limit_is_refused(server: Server) -> None:
    for content in (b" " * (MAX_BYTES + 1), iter([b" " * MAX_BYTES, b" "])):
        response = httpx2.post(
            f"{server.url}/graphql", content=content, headers={"content-type": "application/json"}
        )
        assert response.status_code == 413
        assert str(MAX_BYTES) in response.text


def test_more_than_a_hundred_ids_are_refused(server: Server) -> None:
    query = "query($ids: [ID!]!) {nodes(ids: $ids) {id}}"
    assert server.data(query, ids=["x"] * 100)["nodes"] == [None] * 100
    assert server.error(query, ids=["x"] * 101)["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_the_standard_introspection_query_is_within_the_limits(server: Server) -> None:
    assert server.data(get_introspection_query())["__schema"]["queryType"]["name"] == "Query"


def test_a_mistake_of_the_caller_leaves_no_traceback_in_the_log(server: Server) -> None:
    server.error('{network(center: "nobody") {cut}}')
    assert "Traceback" not in server.log.read_text()


def test_a_body_that_is_no_json_is_a_bad_request(server: Server) -> None:
    response = httpx2.post(
        f"{server.url}/graphql", content=b"{", headers={"content-type": "application/json"}
    )
    assert response.status_code == 400
