"""Writes all that is generated, outputs in documents too: `python -m tests.golden`."""

import tempfile
from pathlib import Path

from tests.golden.files import GENERATED, renewed_documents

for path, make in GENERATED.items():
    path.write_text(make(), encoding="utf-8")
with tempfile.TemporaryDirectory() as folder:
    for path, text in renewed_documents(Path(folder)).items():
        path.write_text(text, encoding="utf-8")
