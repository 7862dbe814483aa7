"""What all tests share: where the measuring data is, and the loop that asynchronous ones run on."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data to measure on, which is not part of the repository and may lie beside it."""
    if SHARED.is_dir():
        return SHARED
    message = f"no folder {SHARED.name!r} beside the checkout to measure on"
    if os.environ.get("GUANXI_TEST_EVERYTHING") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
