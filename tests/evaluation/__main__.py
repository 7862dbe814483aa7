"""Freezes what is measured on the source articles anew: `python -m tests.evaluation`."""

import tempfile
from pathlib import Path

from tests.api.conftest import serving
from tests.evaluation.source_articles import (
    ANSWERS,
    RESULTS,
    answers,
    scores,
    shared_folder,
    take_in,
    without_quotes,
    write,
)

with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    address = f"sqlite:///{folder / 'graph.db'}"
    take_in(shared_folder(), address)
    write(RESULTS, {"source articles": scores(shared_folder(), folder)})
    with serving(folder, address) as server:
        write(ANSWERS, without_quotes(answers(server)))
