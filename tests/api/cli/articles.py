"""Files of articles, good and bad, in both languages."""

import json
from pathlib import Path

ZH = (
    "2024年3月19日，宁德时代与福特汽车签署协议。福特汽车向宁德时代采购电池。"
    "宁德时代总部位于福建省宁德市，董事长曾毓群出席了签约仪式。\n"
)
EN = (
    "Ford Motor Company signed a supply agreement with CATL on March 19, 2024. "
    "Ford, which is based in Dearborn, Michigan, will buy batteries from CATL.\n"
)
REVISED = EN + "The two companies later agreed to build a plant in Michigan.\n"

BAD = {
    "empty.txt": "EMPTY_ARTICLE",
    "binary.txt": "BINARY_ARTICLE",
    "french.txt": "UNSUPPORTED_LANGUAGE",
    "missing.txt": "BAD_ARTICLE",
}
"""Files that cannot be read, with the code of the error."""


def write_articles(folder: Path) -> None:
    """Write `zh.txt`, `en.txt`, `more.jsonl` with one bad line, and the bad files that can be."""
    (folder / "zh.txt").write_text(ZH, encoding="utf-8")
    (folder / "en.txt").write_text(EN, encoding="utf-8")
    lines = [
        json.dumps({"id": "one", "text": ZH, "published": "2024-03-20"}, ensure_ascii=False),
        '{"id": "two"}',
        json.dumps({"id": "three", "text": EN, "url": "https://example.org/3"}),
    ]
    (folder / "more.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "empty.txt").write_text(" \n")
    (folder / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (folder / "french.txt").write_text(
        "Le constructeur automobile a signé un accord avec son fournisseur de batteries. " * 5,
        encoding="utf-8",
    )
