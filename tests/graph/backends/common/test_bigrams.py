import pytest

from graph.backends.common.bigrams import Phrase, name_tokens, query_phrases


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("宁德时代", ["宁德", "德时", "时代", "代"]),
        ("寧德時代", ["宁德", "德时", "时代", "代"]),
        ("宁德公司", ["宁德", "德公", "公司", "司"]),
        ("华", ["华"]),
        ("Moët Hennessy - Louis Vuitton", ["moet", "hennessy", "louis", "vuitton"]),
        ("Apple Inc.", ["apple", "inc"]),
        ("TCL科技", ["tcl", "科技", "技"]),
        ("仰望Ｕ８", ["仰望", "望", "u8"]),
        ("トヨタ", ["トヨ", "ヨタ", "タ"]),
        ("𠀀𠀁", ["𠀀𠀁", "𠀁"]),
        ("...", []),
        ("", []),
    ],
)
def test_chinese_is_cut_into_pairs_and_the_rest_into_words(name: str, tokens: list[str]) -> None:
    assert name_tokens(name) == tokens


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("时代", [Phrase(("时代",), cut=False)]),
        ("宁德时", [Phrase(("宁德", "德时"), cut=False)]),
        ("代", [Phrase(("代",), cut=True)]),
        ("宁德时股份有限公司", [Phrase(("宁德", "德时"), cut=False)]),
        ("louis vui", [Phrase(("louis",), cut=False), Phrase(("vui",), cut=True)]),
        ("tcl 科技", [Phrase(("tcl",), cut=False), Phrase(("科技",), cut=False)]),
        ('" OR *', [Phrase(("or",), cut=True)]),
        ("", []),
    ],
)
def test_only_the_last_word_of_a_query_may_be_cut_short(text: str, phrases: list[Phrase]) -> None:
    assert query_phrases(text) == phrases


@pytest.mark.parametrize("name", ["宁德时代新能源", "TCL科技集团", "比亚迪Auto", "华为"])
def test_a_name_holds_every_run_of_its_characters(name: str) -> None:
    tokens = name_tokens(name)
    han = [at for at, character in enumerate(name) if character >= "一"]
    for start in han:
        for end in han[han.index(start) :]:
            for phrase in query_phrases(name[start : end + 1]):
                *whole, last = phrase.tokens
                assert set(whole) <= set(tokens)
                assert any(token.startswith(last) for token in tokens)
