"""Who is in the demo, where each stands on the road, and what they say."""

import unicodedata
from datetime import timedelta

PASSWORD = "trust the practice"  # noqa: S105 - printed for whoever tries the demo
ENDING = "demo.example"
ORGANISATIONS = (
    ("vila-nova", "City of Vila Nova", "March cohort"),
    ("porto-claro", "Region of Porto Claro", "First cohort"),
)
ADMINISTRATORS = ("Olga Marques", "Paul Okafor")
STAFF = (
    ("Beatriz Andrade", "Marta Reyes", "Helena Duarte", "Nadia Benali"),
    ("Johan Lindqvist", "Tomás Ferreira", "Yusuf Aydin", "Wanjiru Kamau"),
)
"""Instructor, mentor and manager of each cohort, and an assessor who scores the plans of both."""
GUEST = "Lena Brandt"
"""An instructor who teaches in both cohorts, and scores final tasks that two people score."""
EXPIRED_AGO = timedelta(days=4 * 365)
TRAINEES = (
    ("Inês Carvalho", 0, "invited"),
    ("Ana Souza", 0, "begun"),
    ("Bruno Tavares", 0, "halfway"),
    ("Chiara Conti", 0, "waiting for a grade"),
    ("Davi Moreira", 0, "waiting for a mentor"),
    ("Elif Demir", 0, "certified"),
    ("Fatima El Amrani", 1, "suspended"),
    ("Gustavo Lima", 1, "revoked"),
    ("Hanna Virtanen", 1, "superseded"),
    ("Ivan Petrov", 1, "expired"),
    ("Jeong Min-seo", 1, "halfway"),
    ("Lucía Herrera", 0, "waiting for a second reader"),
    ("Katarzyna Nowak", 1, "waiting for assessors"),
)
"""Who stands where on the road; the number is that of their organisation."""
LIVE = {"Bruno Tavares", "Jeong Min-seo"}
"""Who takes the course live: one was there, the other has missed a session and made up more online than may be."""
REMARKS = {
    "D": "You quote the words and say what they cost the people at the counter. What would the team have heard first?",
    "O": "One idea, and a resident would say it like this. Could a new colleague repeat it after lunch?",
    "K": "The figures move inside the quarter. Which of them would you look at on a bad day?",
    "T": "The target follows from the data you give. Who could be left behind by it?",
    "I": "Open and short. What would you ask if they answered with silence?",
}
CONTESTED = (
    "I read this lesson on the train, where the network comes and goes. I was at it from Campanhã to Aveiro, with the"
    " worked example on paper beside me. Please look at the notes I saved that morning."
)
"""What a trainee says whose reading was credited with less than they remember."""
NOTE = "A rewrite I would take into a meeting. Read it aloud once more before you do."
"""What an instructor says about each criterion, and in all, where the demo has no words of its own for an exercise."""


def address_of(name: str) -> str:
    """Return the e-mail address of somebody in the demo."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return ".".join(plain.split()) + "@" + ENDING
