import shutil
from pathlib import Path

import pytest

from tests.schema.kind_files import KINDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the kind files that a test may change."""
    return shutil.copytree(KINDS, tmp_path / "kinds")
