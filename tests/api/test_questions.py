"""Questions to a running server, over HTTP, as any client asks them."""

from collections.abc import Callable

import pytest

from tests.api.conftest import Server

Find = Callable[[str], str]


def test_a_firm_is_found_by_its_name_in_either_language(server: Server) -> None:
    query = "query($name: String!) {firm(name: $name) {id name type}}"
    found = server.data(query, name="微软")["firm"]
    assert found["name"] == "Microsoft"
    assert found == server.data(query, name="microsoft corp.")["firm"]


@pytest.mark.parametrize(
    ("field", "name"),
    [("firm", "无此公司"), ("cluster", "Microsoft"), ("person", "Google"), ("place", "甘棠")],
)
def test_a_name_that_nothing_of_the_kind_goes_by_gives_null(
    server: Server, field: str, name: str
) -> None:
    query = f"query($name: String!) {{{field}(name: $name) {{id}}}}"
    found = server.data(query, name=name)[field]
    assert found is None or field == "place"


def test_deals_in_which_a_licence_went_with_a_hire_are_one_question(server: Server) -> None:
    found = server.data(
        """{deals(where: {types: [LICENCE]}) {nodes {
             date amount {value currency} properties
             participants {role entity {name deals(types: [HIRE]) {nodes {
               participants {role entity {name}}}}}}
             evidence {quote article {title published}}}}}"""
    )["deals"]["nodes"]
    assert [deal["date"][:7] for deal in found] == ["2024-08", "2024-03"]
    parties = [{p["role"]: p["entity"]["name"] for p in deal["participants"]} for deal in found]
    assert parties == [
        {"LICENSOR": "Character.AI", "LICENSEE": "Google"},
        {"LICENSOR": "Inflection AI", "LICENSEE": "Microsoft"},
    ]
    assert found[1]["amount"] == {"value": "650000000", "currency": "USD"}
    assert found[0]["properties"] == {"exclusive": False}
    hired = [
        {p["entity"]["name"] for h in party["entity"]["deals"]["nodes"] for p in h["participants"]}
        for party in found[0]["participants"]
    ]
    assert hired == [{"Google", "Character.AI", "Noam Shazeer"}] * 2
    assert all(evidence["quote"] for deal in found for evidence in deal["evidence"])


def test_a_deal_told_by_two_articles_is_one_with_two_claims(server: Server) -> None:
    found = server.data(
        """{deals(where: {types: [LICENCE], since: "2024-08-01"}) {totalCount nodes {
             claims {article {id} status date reportedAt extractor} contested}}}"""
    )["deals"]
    assert found["totalCount"] == 1
    claims = found["nodes"][0]["claims"]
    assert [claim["article"]["id"] for claim in claims] == ["zh-licence", "en-licence"]
    assert {claim["extractor"] for claim in claims} == {"hand 1"}
    assert found["nodes"][0]["contested"] == ["date"]


def test_a_cluster_has_its_place_its_anchor_and_its_figure(server: Server) -> None:
    found = server.data(
        """{clusters {nodes {name
             relations(types: [LOCATED_IN, ANCHORS]) {nodes {type source {name} target {name}}}
             indicators {measure value unit evidence {quote}}}}}"""
    )["clusters"]["nodes"]
    assert [each["name"] for each in found] == ["甘棠镇拖鞋产业带"]
    assert found[0]["relations"]["nodes"] == [
        {"type": "ANCHORS", "source": {"name": "步云鞋业"}, "target": {"name": found[0]["name"]}},
        {"type": "LOCATED_IN", "source": {"name": found[0]["name"]}, "target": {"name": "甘棠镇"}},
    ]
    assert found[0]["indicators"] == [
        {
            "measure": "OUTPUT_VALUE",
            "value": "8000000000",
            "unit": "CNY",
            "evidence": [{"quote": "年产值约80亿元"}],
        }
    ]


def test_a_path_shows_the_words_of_each_hop(server: Server, entity: Find) -> None:
    paths = server.data(
        """query($a: ID!, $b: ID!) {paths(from: $a, to: $b, k: 2) {
             length cost nodes {name}
             hops {type forward from {name} to {name} relation {type} deal {type}
                   evidence {quote}}}}""",
        a=entity("Microsoft"),
        b=entity("Noam Shazeer"),
    )["paths"]
    assert [path["length"] for path in paths] == [2, 3]
    assert [node["name"] for node in paths[0]["nodes"]] == ["Microsoft", "Google", "Noam Shazeer"]
    first, second = paths[0]["hops"]
    assert first["relation"] == {"type": "COMPETES_WITH"} and first["deal"] is None
    assert second["deal"] == {"type": "HIRE"} and second["relation"] is None
    assert first["evidence"] == [{"quote": "微软与谷歌在人工智能领域竞争。"}]
    back = paths[1]["hops"][1]
    assert (back["from"]["name"], back["to"]["name"]) == ("Google", "Character.AI")
    assert back["forward"] is False


def test_a_directed_path_does_not_walk_links_backwards(server: Server, entity: Find) -> None:
    query = """query($a: ID!, $b: ID!, $d: Boolean!) {
        paths(from: $a, to: $b, directed: $d, types: [FOUNDED]) {length}}"""
    ends = {"a": entity("Character.AI"), "b": entity("Noam Shazeer")}
    assert server.data(query, **ends, d=False)["paths"] == [{"length": 1}]
    assert server.data(query, **ends, d=True)["paths"] == []


def test_a_network_says_that_it_was_cut(server: Server, entity: Find) -> None:
    query = """query($id: ID!, $most: Int!) {
        network(center: $id, maxNodes: $most) {nodes {name} distances cut edges {type}}}"""
    whole = server.data(query, id=entity("Microsoft"), most=100)["network"]
    assert whole["cut"] is False and len(whole["nodes"]) == 7
    assert whole["distances"] == sorted(whole["distances"])
    part = server.data(query, id=entity("Microsoft"), most=3)["network"]
    assert part["cut"] is True and part["nodes"][0] == {"name": "Microsoft"}
    assert len(part["nodes"]) == 3


def test_centrality_ranks_the_kind_that_is_asked_for(server: Server) -> None:
    found = server.data(
        """{centrality(measure: PAGERANK, where: {types: [FIRM]}, first: 2) {
             rank score entity {name type}}}"""
    )["centrality"]
    assert [(place["rank"], place["entity"]["name"]) for place in found] == [
        (1, "Microsoft"),
        (2, "Google"),
    ]
    assert found[0]["score"] > found[1]["score"] > 0


def test_what_was_reported_later_is_not_known_before(server: Server) -> None:
    query = """query($by: DateTime!) {firm(name: "Google") {
        deals(types: [LICENCE], knownBy: $by) {totalCount}}}"""
    assert server.data(query, by="2024-08-03T12:00:00Z")["firm"]["deals"]["totalCount"] == 1
    assert server.data(query, by="2024-08-02T00:00:00Z")["firm"]["deals"]["totalCount"] == 0


def test_pages_follow_one_another_without_gap_or_repeat(server: Server) -> None:
    query = """query($after: String) {entities(orderBy: NAME, first: 4, after: $after) {
        totalCount nodes {name} pageInfo {hasNextPage hasPreviousPage endCursor}}}"""
    names: list[str] = []
    after, more = None, True
    while more:
        page = server.data(query, after=after)["entities"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        names += [node["name"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(names) == page["totalCount"] == 10
    assert names == sorted(set(names))


def test_node_finds_entities_facts_and_articles_by_id(server: Server) -> None:
    found = server.data(
        """{firm(name: "Google") {id relations {nodes {id}} deals {nodes {id}}}
            articles {nodes {id title language}}}"""
    )
    firm = found["firm"]
    ids = [
        firm["id"],
        firm["relations"]["nodes"][0]["id"],
        firm["deals"]["nodes"][0]["id"],
        "zh-licence",
        "nothing",
    ]
    nodes = server.data("query($ids: [ID!]!) {nodes(ids: $ids) {__typename id}}", ids=ids)["nodes"]
    kinds = [node and node["__typename"] for node in nodes]
    assert kinds == ["Firm", "Relation", "Deal", "Article", None]
    one = server.data("query($id: ID!) {node(id: $id) {... on Article {title text}}}", id=ids[3])
    assert one["node"]["title"] == "许可"


def test_mentions_are_exact_slices_of_the_article(server: Server) -> None:
    found = server.data('{firm(name: "谷歌") {mentions {nodes {start end text article {text}}}}}')[
        "firm"
    ]["mentions"]["nodes"]
    assert {mention["text"] for mention in found} == {"Google", "谷歌"}
    for mention in found:
        assert mention["article"]["text"][mention["start"] : mention["end"]] == mention["text"]


def test_a_search_tells_which_name_matched(server: Server) -> None:
    found = server.data('{search(text: "character") {edges {matched score node {name}}}}')
    edge = found["search"]["edges"][0]
    assert edge["node"]["name"] == "Character.AI"
    assert edge["matched"] == "Character.AI"
    assert 0 < edge["score"] < 1


def test_statistics_count_what_is_kept(server: Server) -> None:
    found = server.data(
        "{statistics {articles claims version deals {type count} languages {type count}}}"
    )["statistics"]
    assert found["articles"] == 3
    assert found["deals"] == [{"type": "HIRE", "count": 2}, {"type": "LICENCE", "count": 2}]
    assert found["languages"] == [{"type": "en", "count": 1}, {"type": "zh", "count": 2}]
