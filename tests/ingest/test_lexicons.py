import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import ingest

LEXICONS = Path(ingest.__file__).parent / "lexicons"
CUES = sorted((LEXICONS / "cues").glob("*.yaml"))
ROLES = {
    "acquisition": "ACQUIRER TARGET SELLER",
    "merger": "PARTY",
    "investment": "INVESTOR INVESTEE",
    "stake_transfer": "SELLER BUYER TARGET",
    "licence": "LICENSOR LICENSEE",
    "hire": "EMPLOYER FORMER_EMPLOYER PERSON",
    "joint_venture": "PARTNER VENTURE",
    "supply_contract": "SUPPLIER CUSTOMER",
    "partnership": "PARTNER",
    "sponsorship": "SPONSOR SPONSORED",
    "pledge": "PLEDGOR PLEDGEE TARGET",
    "guarantee": "GUARANTOR BENEFICIARY CREDITOR",
    "lawsuit": "PLAINTIFF DEFENDANT COURT",
}
RELATIONS = [
    "supplies",
    "follows",
    "produces",
    "owns",
    "member_of",
    "anchors",
    "located_in",
    "partners_with",
    "competes_with",
    "founded",
    "works_for",
    "investigates",
]


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def strings(node: object) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in strings(value)]
    if isinstance(node, list):
        return [text for value in node for text in strings(value)]
    assert isinstance(node, str), f"{node!r} is not a string"
    return [node]


def test_every_deal_and_relation_type_has_a_cue_file() -> None:
    assert {path.stem for path in CUES} == {*ROLES, *RELATIONS}


@pytest.mark.parametrize("path", CUES, ids=lambda path: path.stem)
def test_a_cue_entry_follows_the_schema(path: Path) -> None:
    allowed = ROLES.get(path.stem, "source target").split()
    for language in ("zh", "en"):
        for entry in load(path)[language]:
            assert set(entry) <= {"pattern", "strength", "voice", "subject", "object"}
            assert entry["strength"] in ("strong", "weak")
            assert entry["voice"] in ("active", "passive", "noun")
            assert {entry[key] for key in ("subject", "object") if key in entry} <= set(allowed)


@pytest.mark.parametrize("path", CUES, ids=lambda path: path.stem)
def test_a_cue_pattern_compiles_and_never_matches_nothing(path: Path) -> None:
    cues = load(path)
    for language in ("zh", "en"):
        patterns = [entry["pattern"] for entry in cues[language]]
        assert len(set(patterns)) == len(patterns)
        assert [p for p in patterns if re.compile(p).fullmatch("")] == []


@pytest.mark.parametrize("path", sorted(LEXICONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_lexicon_holds_trimmed_strings_only(path: Path) -> None:
    assert [text for text in strings(load(path)) if not text or text != text.strip()] == []


def test_patterns_of_statuses_and_measures_compile() -> None:
    for file in ("statuses.yaml", "measures.yaml", "exclusivity.yaml"):
        for text in strings(load(LEXICONS / file)):
            re.compile(text)


@pytest.mark.parametrize(
    ("kind", "language", "sentence"),
    [
        ("acquisition", "zh", "甲公司宣布收购乙公司"),
        ("acquisition", "en", "A agreed to buy B"),
        ("licence", "zh", "双方签署非独家许可协议"),
        ("licence", "en", "a non-exclusive licence to its models"),
        ("hire", "zh", "两位创始人将加入对方"),
        ("sponsorship", "en", "A became title sponsor of the race"),
        ("supplies", "zh", "公司为多家车企供货"),
        ("investigates", "en", "the regulator opened an inquiry into the deal"),
    ],
)
def test_a_plain_sentence_is_found(kind: str, language: str, sentence: str) -> None:
    edge = r"(?<!\w)(?:%s)(?!\w)" if language == "en" else "%s"
    entries = load(LEXICONS / "cues" / f"{kind}.yaml")[language]
    assert any(re.search(edge % entry["pattern"], sentence, re.IGNORECASE) for entry in entries)
