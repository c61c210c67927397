"""The campus: content, rules and critic pages, loaded once per start and shared by every request."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from assessments.catalogue import Catalogue, load_catalogue
from assessments.critic.pages import Page, load_pages
from certificates.keys import KeyRing
from flask import current_app
from mentoring.practice import ObservationForm, load_observation_form

from courses.content import load_course
from courses.outline import Course
from courses.rubric import Rubric, load_rubric
from courses.rules import RuleSet, load_rules


@dataclass(frozen=True)
class Campus:
    """Everything that is taught and demanded, and the keys that seal it."""

    course: Course
    catalogue: Catalogue
    flaws: Mapping[str, Page]
    rubric: Rubric
    rules: Mapping[str, RuleSet]
    observation: ObservationForm
    keys: KeyRing


def load_campus(content: Path, keys: KeyRing) -> Campus:
    """Load the content of one folder; raise `courses.files.ContentError` with every fault found."""
    return Campus(
        course=load_course(content),
        catalogue=load_catalogue(content),
        flaws=load_pages(content / "critic"),
        rubric=load_rubric(content / "forms" / "rubric.en.toml"),
        rules=load_rules(content / "rules"),
        observation=load_observation_form(content / "forms" / "observation.en.toml"),
        keys=keys,
    )


def campus() -> Campus:
    """Return the campus of the running application."""
    return cast(Campus, current_app.extensions["campus"])
