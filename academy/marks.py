"""Marks on views: what a view takes, and what it is, told above it and asked by whoever stands before it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import current_app, request

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Mark:
    """A decorator that notes something about a view; what wraps the view carries the note on."""

    name: str

    def __call__(self, view: View) -> View:
        """Mark a view."""
        setattr(view, self.name, True)
        return view

    def on(self, view: object) -> bool:
        """Say whether a view is marked."""
        return hasattr(view, self.name)

    def here(self) -> bool:
        """Say whether the view of this request is marked."""
        return self.on(current_app.view_functions.get(request.endpoint or ""))


reading = Mark("reading")
"""Takes a POST and writes nothing, so that it never waits for those who write."""
takes_files = Mark("takes_files")
"""Takes files, so that its bodies may be larger."""
takes_anything = Mark("takes_anything")
"""Takes what programs send as it is, not only in forms."""
in_every_language = Mark("in_every_language")
"""Is translated, so that it speaks the language of its reader."""
