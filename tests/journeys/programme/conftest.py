"""Fixtures for the whole programme: all ten modules under the rules 1.1."""

import pytest

from academy.campus import Campus


@pytest.fixture
def campus(loaded: Campus) -> Campus:
    return loaded
