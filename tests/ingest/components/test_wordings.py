import pytest

from tests.ingest.piped import relations


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("微软旗下的领英、云帆软件和GitHub增长很快。", "zh", {"领英", "云帆软件", "GitHub"}),
        ("领英的母公司是微软。", "zh", {"领英"}),
        ("微软持有领英60%的股份。", "zh", {"领英"}),
        ("领英归微软所有。", "zh", {"领英"}),
        ("微软公告，为全资子公司云帆软件提供担保。", "zh", {"云帆软件"}),
        ("Bolt Batteries is owned by Microsoft.", "en", {"Bolt Batteries"}),
        ("Microsoft's unit, Bolt Batteries, grew.", "en", {"Bolt Batteries"}),
        (
            "Microsoft said that Bolt Batteries, its wholly owned subsidiary, grew.",
            "en",
            {"Bolt Batteries"},
        ),
        ("Microsoft, the parent of Bolt Batteries, grew.", "en", {"Bolt Batteries"}),
    ],
)
def test_a_parent_owns_each_house_that_is_named(
    text: str, language: str, expected: set[str]
) -> None:
    assert {r for r in relations(text, language) if r[0] == "OWNS"} == {
        ("OWNS", "微软" if language == "zh" else "Microsoft", name) for name in expected
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("云帆渔具随丰田到越南建厂。", "zh", ("FOLLOWS", "云帆渔具", "丰田")),
        ("跟着丰田来的，还有云帆渔具。", "zh", ("FOLLOWS", "云帆渔具", "丰田")),
        (
            "Acme Motors followed its customer Toyota to Hungary.",
            "en",
            ("FOLLOWS", "Acme Motors", "Toyota"),
        ),
        ("云帆渔具给丰田供货。", "zh", ("SUPPLIES", "云帆渔具", "丰田")),
        ("为丰田供应座椅的云帆渔具也来了。", "zh", ("SUPPLIES", "云帆渔具", "丰田")),
        ("Acme Motors supplies seats to Toyota.", "en", ("SUPPLIES", "Acme Motors", "Toyota")),
        ("市场监管总局责令腾讯整改。", "zh", ("INVESTIGATES", "市场监管总局", "腾讯")),
        ("腾讯的微信很好用。", "zh", ("PRODUCES", "腾讯", "微信")),
    ],
)
def test_a_whole_wording_tells_who_does_what(
    text: str, language: str, expected: tuple[str, str, str]
) -> None:
    assert expected in relations(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("德化陶瓷产业集群的龙头是云帆渔具。", "zh", {("ANCHORS", "云帆渔具")}),
        ("德化陶瓷产业集群里，云帆渔具是说一不二的链主。", "zh", {("ANCHORS", "云帆渔具")}),
        (
            "在丰田、本田等企业的带动下，德化陶瓷产业集群增长很快。",
            "zh",
            {("ANCHORS", "丰田"), ("ANCHORS", "本田")},
        ),
        (
            "云帆渔具、远山陶瓷都在德化陶瓷产业集群里。",
            "zh",
            {("MEMBER_OF", "云帆渔具"), ("MEMBER_OF", "远山陶瓷")},
        ),
        ("Ludlow Food Park is led by Acme Motors.", "en", {("ANCHORS", "Acme Motors")}),
        (
            "Acme Motors is the largest employer in the Ludlow Food Park.",
            "en",
            {("ANCHORS", "Acme Motors")},
        ),
    ],
)
def test_a_cluster_has_its_anchors_and_members(
    text: str, language: str, expected: set[tuple[str, str]]
) -> None:
    found = relations(text, language)
    assert {(kind, who) for kind, who, _ in found if kind in {"ANCHORS", "MEMBER_OF"}} == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("领英不再归微软所有。", "zh"),
        ("云帆渔具并非丰田的供应商。", "zh"),
        ("Bolt Batteries is no longer owned by Microsoft.", "en"),
    ],
)
def test_what_a_text_denies_is_not_told(text: str, language: str) -> None:
    assert relations(text, language) == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("微软、谷歌和腾讯都来了，董事长李明没有来。", "zh"),
        ("Microsoft and Google came, but Ann Keller, chief executive, did not.", "en"),
    ],
)
def test_a_bare_title_between_several_firms_gives_nobody_work(text: str, language: str) -> None:
    assert not {r for r in relations(text, language) if r[0] == "WORKS_FOR"}
