import json
from pathlib import Path

from tests.api.cli.process import error_line, guanxi


def test_an_export_taken_in_elsewhere_exports_the_same(filled: Path, tmp_path: Path) -> None:
    exported = guanxi("export", folder=filled)
    assert exported.status == 0
    file = tmp_path / "graph.jsonl"
    file.write_text(exported.out, encoding="utf-8")
    taken = guanxi("import", file, folder=tmp_path)
    assert (taken.status, taken.out) == (0, "")
    again = guanxi("export", "--output", tmp_path / "again.jsonl", folder=tmp_path)
    assert again.status == 0
    assert (tmp_path / "again.jsonl").read_text(encoding="utf-8") == exported.out
    assert len([json.loads(line) for line in exported.out.splitlines()]) > 10


def test_an_import_reads_standard_input_and_takes_all_or_nothing(tmp_path: Path) -> None:
    ended = guanxi("import", "-", folder=tmp_path, given='{"record": "entity"}\nnot json\n')
    assert ended.status == 1
    assert "Traceback" not in ended.err
    stats = guanxi("stats", "--format", "json", folder=tmp_path)
    assert {row["count"] for row in json.loads(stats.out)} == {0}


def test_an_import_of_a_missing_file_makes_no_store(tmp_path: Path) -> None:
    ended = guanxi("import", "nothing.jsonl", folder=tmp_path)
    assert ended.status == 1
    assert "'nothing.jsonl' cannot be read" in error_line(ended)
    assert not list(tmp_path.iterdir())


def test_an_import_into_a_filled_store_is_refused(filled: Path, tmp_path: Path) -> None:
    exported = guanxi("export", folder=filled)
    ended = guanxi("import", "-", folder=filled, given=exported.out)
    assert ended.status == 1
    assert error_line(ended).endswith("[STORE_FAILED]")
