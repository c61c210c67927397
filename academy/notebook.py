"""The notebook: a trainee's notes in the order of the course, on a page and as a file to keep."""

from collections.abc import Mapping
from dataclasses import dataclass

from courses.models import Note
from courses.outline import Activity, Course, Module


@dataclass(frozen=True, slots=True)
class Section:
    """The notes beside the steps of one module."""

    module: Module
    notes: tuple[tuple[Activity, Note], ...]


def notebook(course: Course, notes: Mapping[str, Note]) -> list[Section]:
    """Return the notes module by module; those beside steps that are taught no longer are left out."""
    sections = [
        Section(module, tuple((one, notes[one.id]) for one in (*module.activities, *module.reserve) if one.id in notes))
        for module in course.modules
    ]
    return [section for section in sections if section.notes]


def as_markdown(title: str, sections: list[Section]) -> str:
    """Return a notebook as a Markdown file."""
    lines = [f"# {title}"]
    for section in sections:
        lines += ["", f"## {section.module.id} {section.module.title}"]
        for activity, note in section.notes:
            lines += ["", f"### {activity.id} {activity.title}", "", note.text]
    return "\n".join(lines) + "\n"
