"""Letters as their readers use them."""

import re

from flask import Flask
from flask_mailman import EmailMessage

from tests.client import Visitor


def link_in(letter: EmailMessage) -> str:
    """Return the address in a letter."""
    found = re.search(r"http\S+", str(letter.body))
    assert found
    return found[0]


def opens(app: Flask, address: str) -> bool:
    """Say whether a link still opens."""
    visitor = Visitor(app)
    status = visitor.client.get(address, base_url=visitor.base).status_code
    assert status in {200, 410}
    return status == 200
