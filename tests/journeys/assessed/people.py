"""Who walks these journeys: a trainee and an instructor of one cohort."""

from dataclasses import dataclass

from flask import Flask

from tests.client import Visitor
from tests.factories import PASSWORD


@dataclass
class People:
    """A trainee and an instructor of one cohort; either can sign in whenever the test's clock has moved."""

    app: Flask
    trainee: str
    instructor: str
    enrolment_id: int

    def ana(self) -> Visitor:
        """Give the trainee, freshly signed in."""
        return Visitor(self.app).sign_in(self.trainee, PASSWORD)

    def marta(self) -> Visitor:
        """Give the instructor, freshly signed in."""
        return Visitor(self.app).sign_in(self.instructor, PASSWORD)
