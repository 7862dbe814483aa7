"""Shows what was read from an article: its text with the marks, then each fact with its words."""

from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from string import Template

from rich.console import Console
from rich.text import Text
from spacy import displacy

from ingest.printing.marking import Piece, ToldFact, facts_of, pieces_of
from schema.ontology import ontology
from schema.records import Extraction

# Light enough for black text on them, and told apart in the common kinds of colour blindness by
# lightness where not by hue.
COLOURS: Mapping[str, str] = {
    "FIRM": "#9cc9f5",
    "ORGANIZATION": "#c9c2f0",
    "PERSON": "#f7c59f",
    "PLACE": "#b7e3b0",
    "CLUSTER": "#7fd6c8",
    "PRODUCT": "#f3a6c0",
    "EVENT": "#f5e58a",
}
OTHER_COLOUR = "#d9d9d9"
"""The colour of an entity type that has none of its own."""

# An escape sequence in an article must not reach the terminal. Each control character but tab
# and line end is shown by its picture, or by a sign where it has none.
CONTROLS = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
CONTROLS |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)

# What displaCy puts in place of a piece; it escapes `text` itself and takes the rest as it is.
PIECE = '<mark class="{classes}" style="background:{bg}" title="{note}">{text}{tag}</mark>'


def explain_terminal(extraction: Extraction, *, console: Console) -> None:
    """Write the text in colours by entity type, evidence underlined, then the facts."""
    article = extraction.article
    console.print(Text(_visible(article.title), style="bold"))
    console.print(_terminal_legend())
    console.print()
    console.print(_terminal_text(pieces_of(extraction)))
    console.print()
    told = False
    for fact in facts_of(extraction):
        console.print(_terminal_fact(fact))
        told = True
    if not told:
        console.print(Text("No facts were found.", style="dim"))


def explain_html(extraction: Extraction) -> str:
    """Return a page that shows the same, complete in itself: it asks no host for anything."""
    article = extraction.article
    page = Template((files("ingest.printing") / "explain.html").read_text(encoding="utf-8"))
    facts = [_html_fact(fact) for fact in facts_of(extraction)]
    return page.substitute(
        language=escape(article.language),
        title=escape(article.title),
        about=escape(" · ".join(part for part in _about(extraction) if part)),
        legend="\n".join(_html_legend()),
        text=_html_text(pieces_of(extraction)),
        facts="\n".join(facts) or "<li>No facts were found.</li>",
    )


def _colour(type: str) -> str:
    return COLOURS.get(type, OTHER_COLOUR)


def _about(extraction: Extraction) -> Iterable[str | None]:
    article = extraction.article
    return article.id, article.published, article.source, article.url


def _with_plain_lines(text: str) -> str:
    # Terminals return to the line's start at \r, and browsers break the line twice at \r\n.
    return text.replace("\r\n", "\n").replace("\r", "\n")


# --- Terminal --------------------------------------------------------------------------------


def _visible(text: str) -> str:
    return _with_plain_lines(text).translate(CONTROLS)


def _terminal_legend() -> Text:
    legend = Text()
    for name in ontology().entities:
        legend.append(f" {name} ", style=f"black on {_colour(name)}")
        legend.append(" ")
    return legend.append("evidence", style="underline")


def _terminal_text(pieces: Iterable[Piece]) -> Text:
    text = Text()
    for piece in pieces:
        colour = "" if piece.type is None else f"black on {_colour(piece.type)}"
        style = f"{colour} underline" if piece.evidence else colour
        text.append(_visible(piece.text), style=style.strip())
    return text


def _terminal_fact(fact: ToldFact) -> Text:
    text = Text("• ")
    text.append(fact.kind, style="bold")
    text.append(_visible(f" {fact.line}"))
    text.append(f" ({fact.confidence:.2f})", style="dim")
    for words in fact.evidence:
        text.append(f"\n    “{_visible(' '.join(words.split()))}”", style="italic")
    return text


# --- Page ------------------------------------------------------------------------------------


def _html_text(pieces: Iterable[Piece]) -> str:
    text, marks = "", []
    for piece in pieces:
        start = len(text)
        text += _with_plain_lines(piece.text)
        if piece.type is not None or piece.evidence:
            marks.append(_mark(piece, start, len(text)))
    return displacy.render(
        {"text": text, "ents": marks},
        style="ent",
        manual=True,
        jupyter=False,
        options={"template": PIECE},
    )


def _mark(piece: Piece, start: int, end: int) -> dict[str, object]:
    tag = f"<b>{escape(piece.type)}</b>" if piece.type is not None and piece.last else ""
    classes = ["entity"] if piece.type is not None else []
    classes += ["evidence"] if piece.evidence else []
    params = {
        "classes": " ".join(classes),
        "bg": "none" if piece.type is None else _colour(piece.type),
        "note": escape(piece.name or ""),
        "tag": tag,
    }
    return {"start": start, "end": end, "label": piece.type or "", "params": params}


def _html_legend() -> Iterable[str]:
    for kind in ontology().entities.values():
        style = f"background:{_colour(kind.name)}"
        label = escape(f"{kind.name} {kind.label.zh} {kind.label.en}")
        yield f'<li><mark class="entity" style="{style}">{label}</mark></li>'
    yield '<li><mark class="evidence" style="background:none">evidence 依据</mark></li>'


def _html_fact(fact: ToldFact) -> str:
    quotes = "".join(f"<blockquote>{escape(words)}</blockquote>" for words in fact.evidence)
    head = f"<b>{escape(fact.kind)}</b> {escape(fact.line)}"
    return f"<li>{head} <small>{fact.confidence:.2f}</small>{quotes}</li>"
