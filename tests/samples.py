"""A small content folder with one practice of every type, for tests that do not depend on what is taught."""

import json
import shutil
from pathlib import Path
from typing import Any

from courses.files import read_toml
from courses.outline import Practice
from courses.practice import faults_of, practice_of

SAMPLES = Path(__file__).parent / "unit" / "courses" / "samples"
ASSESSED = Path(__file__).parent / "unit" / "assessments" / "samples"
CONTENT = Path(__file__).parents[1] / "content"
RULES = """
version = "foundation-1"
title = "Rules of the samples"
in_force = 2026-11-01

[[document]]
id = "foundation"
name = "A sample of everything"
achievement_type = "Certificate"
valid_years = 0
criteria = "Every step, and the minutes of the plan."
face = { en = "has seen a sample of everything." }
requires = { activities = ["S1"], minutes = 31, module_share = 80 }
"""


OWN_RULES = """
version = "own-1"
title = "Rules under which trainees score themselves"
in_force = 2026-11-01
self_scored = true

[[document]]
id = "craft"
name = "A sample of craft"
achievement_type = "Certificate"
valid_years = 0
criteria = "A gate graded by an instructor, two exercises by own score."
face = { en = "has found a suitcase." }
requires = { exercises = ["E94"], self_scored = ["E91", "E92"] }
"""


TWICE_RULES = """
version = "twice-1"
title = "Rules under which some final tasks have two scorers"
in_force = 2026-11-01
double_scored = true

[[document]]
id = "line"
name = "The end of the line"
achievement_type = "Certificate"
valid_years = 0
criteria = "The final task."
face = { en = "has reached the end of the line." }
requires = { final_task = { step = "10.2.X", exercises = ["E95", "E96"] } }
"""


def sampled(folder: Path) -> Path:
    """Return a content folder in which the samples are the whole course."""
    shutil.copytree(SAMPLES, folder / "content" / "samples")
    return _furnished(folder / "content", ["samples"])


def assessed(folder: Path) -> Path:
    """Return a content folder whose two modules hold exercises of every shape, an exam and a final task."""
    shutil.copytree(ASSESSED, folder / "content")
    content = _furnished(folder / "content", ["s1", "s2"])
    for name, text in (("own-1", OWN_RULES), ("twice-1", TWICE_RULES)):
        (content / "rules" / f"{name}.toml").write_text(text, encoding="utf-8")
    return content


def _furnished(content: Path, modules: list[str]) -> Path:
    """Give a content folder what a course needs besides its modules."""
    for name in ("critic", "forms"):
        shutil.copytree(CONTENT / name, content / name)
    (content / "course.toml").write_text(f'title = "Samples"\nmodules = {json.dumps(modules)}\n', encoding="utf-8")
    (content / "rules").mkdir()
    (content / "rules" / "foundation-1.toml").write_text(RULES, encoding="utf-8")
    return content


def sample(name: str) -> dict[str, Any]:
    """Return the values of the sample file whose name begins so."""
    (path,) = SAMPLES.glob(f"{name}*.toml")
    return read_toml(path)


def sample_practice(name: str, **changes: Any) -> Practice:
    """Return a sample practice, with some values of its file changed."""
    return practice_of({**sample(name), **changes}, "S1")


def faults(data: dict[str, Any]) -> list[str]:
    """Return the words of what is wrong with the values of a practice's file."""
    return [wrong.text for wrong in faults_of(data)]
