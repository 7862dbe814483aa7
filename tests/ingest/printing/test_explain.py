import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO

import pytest
from rich.console import Console

from ingest.printing.explain import COLOURS, explain_html, explain_terminal
from ingest.printing.marking import facts_of, pieces_of, plain_number
from schema.ontology import ontology
from schema.records import Article, ExtractedEntity, Extraction, Span
from tests.ingest.samples import ZH, chinese, empty, english

SAMPLES = pytest.mark.parametrize("extraction", [chinese(), english(), empty()])


class Page(HTMLParser):
    """Collects a page's elements, its text and what is inside each kind of mark."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.marked: dict[str, list[str]] = {"entity": [], "evidence": []}
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "mark":
            self.open = (dict(attrs)["class"] or "").split()
        if tag == "b":
            self.open = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.open = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for kind in self.open:
            self.marked[kind].append(data)


def shown(extraction: Extraction, *, width: int = 200, colour: bool = False) -> str:
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="truecolor" if colour else None
    )
    explain_terminal(extraction, console=console)
    return out.getvalue()


def with_text(text: str, *mentions: tuple[int, int]) -> Extraction:
    spans = tuple(Span(start, end, text[start:end]) for start, end in mentions)
    return Extraction(
        article=Article(id="a", text=text, title="A title", language="en"),
        entities=(ExtractedEntity(id="e1", type="FIRM", name=text[:5], mentions=spans),),
    )


# --- Marks -----------------------------------------------------------------------------------


@SAMPLES
def test_the_pieces_are_the_text(extraction: Extraction) -> None:
    assert "".join(piece.text for piece in pieces_of(extraction)) == extraction.article.text


def test_a_mention_that_is_cut_by_evidence_ends_once() -> None:
    pieces = [piece for piece in pieces_of(english()) if piece.type is not None]
    assert [(piece.text, piece.last, piece.evidence) for piece in pieces] == [
        ("Alpha Labs", True, False),
        ("阿尔法", True, False),
        ("Ann Lee", True, True),
        ("Beta Chips", True, True),
    ]


def test_of_mentions_that_overlap_the_first_and_longer_one_is_marked() -> None:
    pieces = list(pieces_of(with_text("Alpha Labs Inc", (0, 5), (0, 10), (6, 14))))
    assert [(piece.text, piece.type) for piece in pieces] == [
        ("Alpha Labs", "FIRM"),
        (" Inc", None),
    ]


def test_facts_are_told_with_names_and_their_words() -> None:
    facts = list(facts_of(chinese()))
    assert [(fact.kind, fact.line) for fact in facts] == [
        ("OWNS", "Alpha Labs → 贝塔芯片; stake 0.305"),
        (
            "LICENCE",
            "LICENSOR Alpha Labs; LICENSEE 𠮷祥电池; SIGNED; 2024-03; amount 650,000,000 USD; "
            "exclusive False",
        ),
        (
            "INVESTMENT",
            "INVESTOR 𠮷祥电池; INVESTEE 贝塔芯片; RUMOURED; stake 0.305; valuation 1,234.5 CNY",
        ),
        ("REVENUE", "𠮷祥电池; 1,250,000,000 CNY; 2024"),
        ("GROWTH", "𠮷祥电池; 0.125 fraction"),
    ]
    assert facts[0].evidence == ("Alpha Labs持有贝塔芯片30.5%股权。",)


@pytest.mark.parametrize(
    ("digits", "shown_as"),
    [("1E+9", "1,000,000,000"), ("0.50", "0.5"), ("1234.50", "1,234.5"), ("-12", "-12")],
)
def test_figures_are_written_out(digits: str, shown_as: str) -> None:
    assert plain_number(Decimal(digits)) == shown_as


# --- Terminal --------------------------------------------------------------------------------


def test_a_terminal_shows_the_text_then_each_fact_with_its_sentence() -> None:
    lines = shown(chinese()).splitlines()
    assert lines[0] == "🤝𠮷祥电池与Alpha Labs签约"
    assert ZH.splitlines()[1] in "".join(lines)
    assert "• OWNS Alpha Labs → 贝塔芯片; stake 0.305 (0.75)" in lines
    assert "    “Alpha Labs持有贝塔芯片30.5%股权。”" in lines


def test_entities_have_the_colour_of_their_type_and_evidence_is_underlined() -> None:
    text = shown(english(), colour=True)
    # 4 underlines, 30 is black, 48;2 gives the background's red, green and blue.
    red, green, blue = bytes.fromhex(COLOURS["PERSON"].removeprefix("#"))
    assert f"\x1b[4;30;48;2;{red};{green};{blue}mAnn Lee\x1b[0m" in text
    assert "\x1b[4mhired \x1b[0m" in text


def test_rich_markup_in_a_text_is_only_text() -> None:
    assert "[bold red]Alpha[/] said :smile:" in shown(with_text("[bold red]Alpha[/] said :smile:"))


def test_escape_sequences_in_a_text_do_not_reach_the_terminal() -> None:
    text = shown(with_text("Alpha\x1b]0;owned\x07 \x1b[2J\x9b31m \x7fend", (0, 7)))
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text) is None
    assert "Alpha␛]0;owned␇ ␛[2J\ufffd31m ␡end" in text


def test_an_article_without_facts_says_so() -> None:
    assert "No facts were found." in shown(empty())
    assert "No facts were found." in explain_html(empty())


# --- Page ------------------------------------------------------------------------------------


def test_a_page_marks_entities_and_evidence() -> None:
    page = Page(explain_html(english()))
    legend = [f"{k.name} {k.label.zh} {k.label.en}" for k in ontology().entities.values()]
    assert page.marked["entity"] == [*legend, "Alpha Labs", "阿尔法", "Ann Lee", "Beta Chips"]
    words = "".join(page.marked["evidence"])
    assert words == "evidence 依据" + "hired Ann Lee from Beta Chips <b>on Monday</b>"


@SAMPLES
def test_a_page_holds_the_whole_text_and_every_fact(extraction: Extraction) -> None:
    page = Page(explain_html(extraction))
    words = "".join(page.words)
    for piece in pieces_of(extraction):
        assert piece.text.replace("\r\n", "") in words
    for fact in facts_of(extraction):
        assert fact.line in words
        assert all(quote in words for quote in fact.evidence)


@SAMPLES
def test_a_page_asks_no_host_for_anything(extraction: Extraction) -> None:
    page = Page(explain_html(extraction))
    assert not {"script", "link", "img", "iframe", "a"} & set(page.tags)
    assert not {"src", "href"} & {name for name, _ in page.attributes}
    assert "default-src 'none'" in explain_html(extraction)


def test_what_an_article_says_is_never_markup() -> None:
    attack = '<script>alert(1)</script>"><img src=x onerror=alert(2)> {tag} $title &amp;'
    extraction = with_text(attack, (0, 8), (8, 20))
    article = replace(
        extraction.article,
        id=attack,
        title=attack,
        url=f"javascript:{attack}",
        source=attack,
        published="2024-03-19",
    )
    entity = replace(extraction.entities[0], name=attack)
    page = Page(explain_html(replace(extraction, article=article, entities=(entity,))))
    assert {"script", "img"} & set(page.tags) == set()
    assert not any(name.startswith("on") for name, _ in page.attributes)
    # The title twice, what is known about the article three times, and the text itself.
    assert "".join(page.words).replace("FIRM", "").count("onerror=alert(2)") >= 6


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_kept_apart_once(line_end: str) -> None:
    extraction = with_text(f"Alpha{line_end}Labs{line_end}Inc", (0, 9))
    html = explain_html(extraction)
    assert "\r" not in html
    assert re.search(r">Alpha\nLa", html)


def test_every_entity_type_has_a_colour_of_its_own() -> None:
    assert set(COLOURS) == set(ontology().entities)
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_a_type_that_has_no_colour_yet_is_shown_too() -> None:
    extraction = english()
    entity = replace(extraction.entities[0], type="VESSEL")
    html = explain_html(replace(extraction, entities=(entity, *extraction.entities[1:])))
    assert "<b>VESSEL</b>" in html


@SAMPLES
def test_a_page_names_its_language(extraction: Extraction) -> None:
    assert f'<html lang="{extraction.article.language}">' in explain_html(extraction)
