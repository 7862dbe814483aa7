"""The server as a web server: its page, its health, and what it loads."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx2
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    is_specified_scalar_type,
)

from api.graphql.schema import sdl
from graph.open_store import open_store
from tests.api.conftest import Server, serving
from tests.api.told import tell_all

SDL = Path(__file__).parents[2] / "api" / "schema.graphql"


def test_health_and_readiness_are_told(server: Server) -> None:
    assert httpx2.get(f"{server.url}/healthz").json() == {"status": "ok"}
    assert httpx2.get(f"{server.url}/readyz").json() == {"status": "ok", "version": 3}


def test_the_page_loads_nothing_from_elsewhere(server: Server) -> None:
    page = httpx2.get(f"{server.url}/graphql", headers={"accept": "text/html"})
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    links = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(links) == 6
    for link in links:
        assert "//" not in link
        assert httpx2.get(f"{server.url}/{link}").status_code == 200
    assert "<script>" not in page.text


def test_the_root_leads_to_the_page(server: Server) -> None:
    response = httpx2.get(f"{server.url}/", follow_redirects=True, headers={"accept": "text/html"})
    assert response.url.path == "/graphql" and "GraphiQL" not in response.headers


def test_serving_imports_no_language_model(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'graph.db'}"
    with open_store(address) as store:
        tell_all(store)
    program = """
import json, sys
from starlette.testclient import TestClient
from api.app import create_app
from api.settings import Settings
with TestClient(create_app(Settings(store=sys.argv[1]))) as client:
    query = '{centrality(measure: PAGERANK) {score} search(text: "微软") {nodes {name}}}'
    answer = client.post("/graphql", json={"query": query}).json()
print(json.dumps({"answer": answer, "modules": sorted(sys.modules)}))
"""
    run = subprocess.run(
        [sys.executable, "-c", program, address], capture_output=True, text=True, check=True
    )
    told = json.loads(run.stdout)
    assert told["answer"]["data"]["search"]["nodes"] == [{"name": "Microsoft"}]
    assert "graph.backends.sqlite.store" in told["modules"]
    loaded = {module.partition(".")[0] for module in told["modules"]}
    assert not loaded & {"spacy", "ingest", "thinc", "onnxruntime", "trafilatura"}


def test_the_committed_schema_is_the_served_one() -> None:
    assert SDL.read_text(encoding="utf-8") == sdl(), "run `python -m tests.golden`"


def test_every_part_of_the_schema_is_described(server: Server) -> None:
    bare = []
    for name, type in build_schema(sdl()).type_map.items():
        if name.startswith("__") or is_specified_scalar_type(type):
            continue
        if not type.description:
            bare.append(name)
        if isinstance(type, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in type.fields.items():
                if not field.description:
                    bare.append(f"{name}.{field_name}")
                bare += [
                    f"{name}.{field_name}({argument_name})"
                    for argument_name, argument in getattr(field, "args", {}).items()
                    if not argument.description
                ]
    assert bare == []


def test_a_token_guards_changes_but_not_questions(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'graph.db'}"
    environment = {**os.environ, "GUANXI_TOKEN": "a long secret"}
    with serving(tmp_path, address, environment) as server:
        assert server.data("{statistics {articles}}")["statistics"] == {"articles": 0}
        mutation = 'mutation {withdrawArticle(id: "x") {claims}}'
        assert server.error(mutation)["extensions"]["code"] == "FORBIDDEN"
        server.headers["authorization"] = "Bearer a wrong secret"
        assert server.error(mutation)["extensions"]["code"] == "FORBIDDEN"
        server.headers["authorization"] = "Bearer a long secret"
        assert server.error(mutation)["extensions"]["code"] == "NOT_FOUND"
