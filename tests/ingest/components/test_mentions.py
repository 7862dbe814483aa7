import pytest

from tests.ingest.piped import entities, read_doc


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("山东云帆渔具股份有限公司昨日公告。", "zh", ("FIRM", "山东云帆渔具股份有限公司")),
        ("微软在北京设有研究院。", "zh", ("FIRM", "微软")),
        ("董事长王芳表示满意。", "zh", ("PERSON", "王芳")),
        ("德化陶瓷产业集群去年增长很快。", "zh", ("CLUSTER", "德化陶瓷产业集群")),
        ("他毕业于复旦大学。", "zh", ("ORGANIZATION", "复旦大学")),
        ("工厂建在越南。", "zh", ("PLACE", "越南")),
        ("他去年跑了上海马拉松。", "zh", ("EVENT", "上海马拉松")),
        ("创始人 Ann Keller 说，公司不会卖。", "zh", ("PERSON", "Ann Keller")),
        ("初创公司 Tallow Works 拿到了订单。", "zh", ("FIRM", "Tallow Works")),
        ("它推出大模型 Yun-3，随后开源。", "zh", ("PRODUCT", "Yun-3")),
        ("Acme Motors Inc. reported a loss.", "en", ("FIRM", "Acme Motors Inc.")),
        ("Microsoft has an office in Oslo.", "en", ("FIRM", "Microsoft")),
        ("Microsoft has an office in Oslo.", "en", ("PLACE", "Oslo")),
        ("The case is before the Court of Appeal.", "en", ("ORGANIZATION", "Court of Appeal")),
        ("Ann Keller, chief executive, left.", "en", ("PERSON", "Ann Keller")),
        ("Output of the Pune auto cluster rose.", "en", ("CLUSTER", "Pune auto cluster")),
    ],
)
def test_names_are_found_and_typed(text: str, language: str, expected: tuple[str, str]) -> None:
    assert expected in entities(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("很多企业都在做跨境电商，大公司也不例外。", "zh"),
        ("做 OEM 的厂家要算 ROI，也要懂 SEO。", "zh"),
        ("双方约定以瑞士法郎结算。", "zh"),
        ("Most start-ups fail in their third year.", "en"),
        ("The company said its CEO would leave on Tuesday.", "en"),
    ],
)
def test_common_words_are_no_names(text: str, language: str) -> None:
    assert entities(text, language) == set()


def test_names_in_a_list_are_parted() -> None:
    assert {("FIRM", "华为"), ("FIRM", "腾讯"), ("FIRM", "小米")} <= entities(
        "华为、腾讯和小米都参加了会议。", "zh"
    )


def test_two_clusters_in_a_row_are_two() -> None:
    found = entities("德化陶瓷产业带和宜兴紫砂产业基地都很有名。", "zh")
    assert {("CLUSTER", "德化陶瓷产业带"), ("CLUSTER", "宜兴紫砂产业基地")} <= found


def test_mentions_are_the_docs_entities_with_confidence() -> None:
    (entity,) = read_doc("微软很大。", "zh").ents
    assert (entity.text, entity.label_, entity.id_) == ("微软", "FIRM", "e1")
    assert 0.5 <= entity._.confidence <= 1
