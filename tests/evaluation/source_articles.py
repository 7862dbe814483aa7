"""The four source articles: taken in by the command line, scored, and asked through GraphQL."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.api.conftest import Server
from tests.checkout import ROOT

HERE = Path(__file__).parent
ANSWERS = HERE / "source_articles.json"
RESULTS = HERE / "results.json"
GUANXI = str(Path(sys.executable).with_name("guanxi"))

QUESTIONS: Mapping[str, str] = {
    text.split()[0]: f"query {text}"
    for text in re.split(
        r"^query ", (HERE / "source_articles.graphql").read_text("utf-8"), flags=re.M
    )[1:]
}

PATH = """query($from: ID!, $to: ID!) {paths(from: $from, to: $to) {
    nodes {name} hops {type evidence {quote start end article {id}}}}}"""


def articles_in(shared: Path) -> list[Path]:
    return sorted((shared / "gold" / "seed").glob("*.txt"))


def take_in(shared: Path, store: str) -> None:
    """Ingest the source articles as a user does."""
    names = [str(path) for path in articles_in(shared)]
    subprocess.run([GUANXI, "ingest", *names, "--store", store], check=True, capture_output=True)


def answers(server: Server) -> dict[str, Any]:
    """Return what the server answers to each question."""
    found = {name: server.data(query) for name, query in QUESTIONS.items()}
    ends = server.data('{from: firm(name: "Microsoft") {id} to: firm(name: "Google") {id}}')
    if ends["from"] and ends["to"]:
        found["MicrosoftToGoogle"] = server.data(
            PATH, **{name: firm["id"] for name, firm in ends.items()}
        )
    return found


def evidence_in(answer: object) -> Iterator[Mapping[str, Any]]:
    """Yield all evidence, however deep in an answer."""
    if isinstance(answer, list):
        for item in answer:
            yield from evidence_in(item)
    elif isinstance(answer, dict):
        for name, value in answer.items():
            if name == "evidence":
                yield from value
            else:
                yield from evidence_in(value)


def without_quotes(answer: Any) -> Any:
    """Return an answer in which evidence is only counted: the articles' words are not ours."""
    if isinstance(answer, list):
        return [without_quotes(item) for item in answer]
    if isinstance(answer, dict):
        return {
            name: len(value) if name == "evidence" else without_quotes(value)
            for name, value in answer.items()
        }
    return answer


def scores(shared: Path, folder: Path) -> dict[str, float]:
    """Return the F1 of what `extract` prints for the source articles."""
    names = [str(path) for path in articles_in(shared)]
    printed = folder / "extracted.jsonl"
    run = [GUANXI, "extract", *names, "--format", "jsonl"]
    printed.write_bytes(subprocess.run(run, check=True, capture_output=True).stdout)
    score = [sys.executable, str(shared / "eval" / "score.py"), str(shared / "gold" / "seed")]
    told = subprocess.run([*score, str(printed), "--json"], check=True, capture_output=True)
    found = json.loads(told.stdout)
    return {
        name: round(found[name]["f1"], 4)
        for name in ("entity", "relation", "deal_argument", "deal_complete", "indicator")
    }


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def shared_folder() -> Path:
    return ROOT.parent / "shared"
