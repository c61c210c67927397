"""The campus: content, rules, the critic and the issuer, loaded once per start and shared by every request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from academy.database import db
from academy.finder import index_of
from assessments.capstone import CapstoneForm, load_capstone_form
from assessments.catalogue import Catalogue, load_catalogue
from assessments.critic.language import FIRST, Language, load_languages
from assessments.critic.pages import Page, load_pages
from assessments.critic.recognise import language_of
from assessments.models import Submission
from assessments.okr import Okr
from certificates.actions import issue_if_earned
from certificates.issuer import Issuer
from certificates.models import Certificate
from certificates.renewal import Renewal, load_renewal
from courses.conduct import Conduct, load_conduct
from courses.content import load_course
from courses.glossary import Glossary, load_glossary
from courses.outline import Course
from courses.rubric import Rubric, load_rubric
from courses.rules import RuleSet, load_rules
from courses.search import Index
from courses.sessions import Programme, load_programme
from mentoring.practice import ObservationForm, load_observation_form
from registry.actions import write_letter


@dataclass(frozen=True)
class Campus:
    """Everything that is taught and demanded, and the issuer that seals what was earned.

    `language` and `flaws` are those of the course; `languages` and `pages` hold every language the critic reads.
    """

    course: Course
    catalogue: Catalogue
    glossary: Glossary
    index: Index
    programme: Programme
    flaws: Mapping[str, Page]
    language: Language
    languages: Mapping[str, Language]
    pages: Mapping[str, Mapping[str, Page]]
    rubric: Rubric
    rules: Mapping[str, RuleSet]
    observation: ObservationForm
    capstone: CapstoneForm
    conduct: Conduct
    renewal: Renewal
    issuer: Issuer

    def reads(self, okr: Okr) -> Language:
        """Return the language that an OKR is written in, as the critic speaks it."""
        return language_of(okr, self.languages)

    def scores_twice(self, sent: Submission) -> bool:
        """Say whether the rules of its enrolment let two people score what was sent: some final tasks, and no more."""
        rules = self.rules[sent.enrolment.rules]
        return rules.double_scored and self.catalogue.exercises[sent.exercise].final

    def critic(self, okr: Okr) -> dict[str, object]:
        """Return what pages need to show a critique: the pages of the flaws in the OKR's language, and its locale."""
        locale = self.reads(okr).locale
        return {"flaws": self.pages[locale], "spoken": locale}


def load_campus(content: Path, issuer: Issuer) -> Campus:
    """Load the content of one folder; raise `courses.files.ContentError` with every fault found."""
    course, glossary = load_course(content), load_glossary(content / "glossary.en.toml")
    languages = load_languages(content / "critic")
    pages = {locale: load_pages(content / "critic", locale) for locale in languages}
    return Campus(
        course=course,
        catalogue=load_catalogue(content),
        glossary=glossary,
        index=index_of(course, glossary, pages[FIRST]),
        programme=load_programme(content / "sessions.en.toml", course),
        flaws=pages[FIRST],
        language=languages[FIRST],
        languages=languages,
        pages=pages,
        rubric=load_rubric(content / "forms" / "rubric.en.toml"),
        rules=load_rules(content / "rules"),
        observation=load_observation_form(content / "forms" / "observation.en.toml"),
        capstone=load_capstone_form(content / "forms" / "capstone.en.toml"),
        conduct=load_conduct(content / "forms" / "conduct.en.md"),
        renewal=load_renewal(content / "forms" / "renewal.en.toml"),
        issuer=issuer,
    )


def campus() -> Campus:
    """Return the campus of the running application."""
    return cast(Campus, current_app.extensions["campus"])


def settle(enrolment_id: int, now: datetime) -> None:
    """Issue what is earned now and tell its holder; every view that adds a fact to an enrolment ends with this."""
    here = campus()
    for one in issue_if_earned(db, enrolment_id, here.course, here.rules, here.observation, here.issuer, now=now):
        _tell(one, now)


def _tell(certificate: Certificate, now: datetime) -> None:
    """Write to the holder that a certificate was issued, and where it is."""
    holder = certificate.enrolment.person
    path = url_for("credentials.credential", certificate_id=certificate.id)
    body = render_template(
        "credentials/letter.txt",
        name=holder.name,
        document=certificate.snapshot["document_name"],
        address=current_app.config["BASE_URL"] + path,
    )
    write_letter(db, holder.email, _("Your certificate is issued"), body, now=now)
