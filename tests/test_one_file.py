"""What follows when somebody adds a kind: everything, from one file."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.checkout import ROOT

ADVISES = """\
label: {zh: 担任顾问, en: advises}
reverse_label: {zh: 由其担任顾问, en: is advised by}
description:
  zh: 一家企业为另一家企业提供顾问服务。
  en: A firm gives another one advice.
followthemoney: [UnknownLink]
source: [FIRM]
target: [FIRM]
symmetric: false
properties: {}
"""

PROGRAM = """
import json
from api.graphql.schema import schema

from schema.contract import extraction_schema
from schema.ontology_text import ontology_table
enum = "{ __type(name: \\"%s\\") { enumValues { name description } } }"
values = {
    name: schema.execute_sync(enum % name).data["__type"]["enumValues"]
    for name in ("RelationType", "EdgeType")
}
print(json.dumps({
    **values, "table": ontology_table(), "contract": json.dumps(extraction_schema()),
}))
"""


def test_a_kind_of_relation_is_added_by_one_file(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    kind = tmp_path / "schema" / "kinds" / "relations" / "ADVISES.yaml"
    kind.write_text(ADVISES, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(run.stdout)
    described = {"name": "ADVISES", "description": "A firm gives another one advice."}
    assert described in told["RelationType"] and described in told["EdgeType"]
    assert "`ADVISES`" in told["table"] and '"ADVISES"' in told["contract"]
