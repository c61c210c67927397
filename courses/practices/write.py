"""Write: prompts answered in one's own words, then compared with a model."""

from courses.outline import Practice
from courses.practices.base import Mark, Type
from courses.practices.shape import TEXT, Layout


class Write(Type):
    """Prompts are answered in words and compared with a model by the reader."""

    layout = Layout("prompt", {"ask": TEXT, "model": TEXT, "look_for": TEXT})

    def mark_part(self, practice: Practice, name: str, given: str) -> Mark:
        """Set a model beside the words; nobody but the reader judges."""
        prompt = practice.parts[int(name)]
        return Mark(name, prompt["ask"], given, None, prompt["model"], prompt["look_for"])

    def master(self, practice: Practice, name: str) -> str:
        """Return the model."""
        return str(practice.parts[int(name)]["model"])
