"""Pages drawn without a browser, each on a warehouse of its own."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def keep_the_address() -> Iterator[None]:
    """Leave the address of the warehouse as it was found."""
    before = os.environ.get("DATABASE_URL")
    yield
    os.environ.pop("DATABASE_URL", None) if before is None else os.environ.update(DATABASE_URL=before)
