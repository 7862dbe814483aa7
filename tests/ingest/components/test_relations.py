from decimal import Decimal

import pytest

from tests.ingest.piped import read, relations


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("微软总部位于北京。", "zh", ("LOCATED_IN", "微软", "北京")),
        ("日本车企丰田扩产。", "zh", ("LOCATED_IN", "丰田", "日本")),
        ("德化陶瓷产业集群增长很快。", "zh", ("LOCATED_IN", "德化陶瓷产业集群", "德化")),
        (
            "云帆渔具是德化陶瓷产业集群的龙头企业。",
            "zh",
            ("ANCHORS", "云帆渔具", "德化陶瓷产业集群"),
        ),
        (
            "在微软、谷歌的带动下，德化陶瓷产业集群增长很快。",
            "zh",
            ("ANCHORS", "谷歌", "德化陶瓷产业集群"),
        ),
        ("微软董事长王芳辞职。", "zh", ("WORKS_FOR", "王芳", "微软")),
        ("微软创始人李明辞职。", "zh", ("FOUNDED", "李明", "微软")),
        ("领英是微软的全资子公司。", "zh", ("OWNS", "微软", "领英")),
        ("Microsoft is based in Oslo.", "en", ("LOCATED_IN", "Microsoft", "Oslo")),
        (
            "Ann Keller, chief executive of Microsoft, left.",
            "en",
            ("WORKS_FOR", "Ann Keller", "Microsoft"),
        ),
        (
            "Bolt Batteries, a subsidiary of Microsoft, grew.",
            "en",
            ("OWNS", "Microsoft", "Bolt Batteries"),
        ),
    ],
)
def test_relations_are_read_from_their_words(
    text: str, language: str, expected: tuple[str, str, str]
) -> None:
    assert expected in relations(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [("微软与谷歌都很大。", "zh"), ("Microsoft and Google are both large.", "en")],
)
def test_names_side_by_side_are_not_related(text: str, language: str) -> None:
    assert relations(text, language) == set()


def test_an_anchor_is_not_listed_again_as_a_member() -> None:
    text = "云帆渔具入驻德化陶瓷产业集群。云帆渔具是德化陶瓷产业集群的龙头企业。"
    kinds = {kind for kind, *_ in relations(text, "zh")}
    assert "ANCHORS" in kinds
    assert "MEMBER_OF" not in kinds


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "德化陶瓷产业集群2023年产值达到800亿元。",
            "zh",
            ("OUTPUT_VALUE", Decimal(80_000_000_000), "CNY"),
        ),
        ("德化陶瓷产业集群聚集了1200家企业。", "zh", ("FIRMS", Decimal(1200), "firms")),
        ("Acme Motors employs 1,900 people.", "en", ("EMPLOYEES", Decimal(1900), "people")),
    ],
)
def test_figures_are_given_to_whom_they_are_about(
    text: str, language: str, expected: tuple[str, Decimal, str]
) -> None:
    found = [i for entity in read(text, language).entities for i in entity.indicators]
    assert expected in [(i.measure, i.value, i.unit) for i in found]
