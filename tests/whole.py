"""The whole programme: a content folder of all ten modules under the rules 1.0, as it will be taught."""

import json
from pathlib import Path

from tests.samples import CONTENT

MODULES = sorted((one.name for one in CONTENT.glob("m[0-9]*")), key=lambda name: int(name[1:].split("-")[0]))


def whole(folder: Path) -> Path:
    """Return a content folder with every module."""
    content = folder / "content"
    content.mkdir()
    for name in (*MODULES, "critic", "forms", "rules", "glossary.en.toml"):
        (content / name).symlink_to(CONTENT / name)
    head = f'title = "OKR Master for the public sector"\nmodules = {json.dumps(MODULES)}\n'
    (content / "course.toml").write_text(head, encoding="utf-8")
    return content
