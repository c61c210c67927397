"""The code of conduct that trainees sign in their account, and the ways in which an identity is checked (R8)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from courses.files import read_page
from courses.markdown import to_html

WAYS = ("document-in-person", "document-by-video", "staff-register")
"""How somebody's identity is made sure of; no document is stored, and no number of one."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """The code of conduct as HTML; `version` is the SHA-256 of its file, which a signature names."""

    title: str
    text: str
    version: str


def load_conduct(path: Path) -> Conduct:
    """Read the code of conduct from its content file."""
    page = read_page(path)
    return Conduct(page.head["title"], to_html(page.body), hashlib.sha256(path.read_bytes()).hexdigest())
