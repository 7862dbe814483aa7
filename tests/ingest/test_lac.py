from itertools import pairwise

import numpy as np
import pytest

from ingest.lac import LONGEST, lac_tagger, viterbi


def test_words_cover_the_text_from_end_to_end() -> None:
    text = "李明在北京创办了云帆软件。😀 新公司\n\n年内开业；  地点未定"
    (words,) = lac_tagger().tag([text])
    assert "".join(text[w.start : w.end] for w in words) == text


def test_names_are_tagged_by_kind() -> None:
    text = "王芳在北京大学工作。"
    (words,) = lac_tagger().tag([text])
    assert [(text[w.start : w.end], w.tag) for w in words][:3] == [
        ("王芳", "PER"),
        ("在", "p"),
        ("北京大学", "ORG"),
    ]


@pytest.mark.parametrize("text", ["", "。", "一" * (3 * LONGEST), "甲，" * LONGEST])
def test_empty_and_long_texts_are_read(text: str) -> None:
    (words,) = lac_tagger().tag([text])
    assert sum(w.end - w.start for w in words) == len(text)


def test_a_text_reads_the_same_alone_and_among_others() -> None:
    texts = ["王芳在北京大学工作。", "上海的企业去年增长很快，出口也有起色。", ""]
    together = lac_tagger().tag(texts)
    assert together == [lac_tagger().tag([text])[0] for text in texts]


def test_the_best_path_of_a_batch_is_that_of_each_row() -> None:
    random = np.random.default_rng(7)
    emissions = random.normal(size=(3, 6, 4)).astype(np.float32)
    transitions = random.normal(size=(4, 4)).astype(np.float32)
    lengths = np.array([6, 3, 1], dtype=np.int64)
    paths = viterbi(emissions, transitions, lengths)
    for row, length in enumerate(lengths):
        best = max(
            np.ndindex(*[4] * int(length)),
            key=lambda tags: _score(emissions[row], transitions, tags),
        )
        assert tuple(paths[row, :length]) == best


def _score(emissions: np.ndarray, transitions: np.ndarray, tags: tuple[int, ...]) -> float:
    moves = pairwise(tags)
    return float(
        sum(emissions[n, t] for n, t in enumerate(tags)) + sum(transitions[m] for m in moves)
    )
