"""The guide to the demo: who is there, what to look at, and the same for programs."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from academy.clock import system_time
from academy.demo.cast import PASSWORD
from assessments.queries import latest_submissions
from certificates.queries import Held, issued_in
from certificates.standing import state_of
from courses.queries import enrolments_of
from mentoring.queries import accompaniment_of, check_ins
from registry.models import Role
from registry.queries import everybody


def described(db: Session, base_url: str) -> dict[str, Any]:
    """Return who is in the demo and what there is to see, as `demo.json` keeps it."""
    people: dict[str, dict[str, Any]] = {}
    for person, role in everybody(db):
        password = PASSWORD if person.password_hash else None
        entry: dict[str, Any] = {"name": person.name, "email": person.email, "password": password, "roles": []}
        roles = people.setdefault(person.email, entry)["roles"]
        if str(role) not in roles:
            roles.append(str(role))
    now = system_time()
    certificates: dict[str, list[str]] = {one: [] for one in ("valid", "revoked", "suspended", "expired", "superseded")}
    for one in issued_in(db, None):
        certificates[_standing(one, now)].append(one.certificate.id)
    return {
        "base_url": base_url,
        "people": [one for one in people.values() if one["password"]],
        "certificates": certificates,
        "objects": [*_objects(db)],
    }


def _standing(one: Held, now: datetime) -> str:
    """Return how a certificate stands, in the words of `demo.json`."""
    return state_of(one.standing, one.certificate.valid_until, now)


def _objects(db: Session) -> Iterator[dict[str, str]]:
    """Yield what belongs to somebody: its kind, its address, and its owner's e-mail address."""
    for person, role in everybody(db):
        for place in enrolments_of(db, person.id) if role is Role.TRAINEE else ():
            for sent in latest_submissions(db, place.id).values():
                yield {"kind": "submission", "path": f"/exercises/submissions/{sent.id}", "owner": person.email}
            tie = accompaniment_of(db, place.id)
            for log in check_ins(db, [tie.id])[tie.id] if tie else ():
                yield {"kind": "check-in", "path": f"/check-ins/{log.id}", "owner": person.email}


def printed(found: dict[str, Any]) -> str:
    """Return what the demo tells whoever started it."""
    lines = [f"\nThe academy is at {found['base_url']}    every password: {PASSWORD}\n"]
    for person in found["people"]:
        lines.append(f"  {', '.join(person['roles']):<14} {person['name']:<24} {person['email']}")
    lines.append("\nWhat to try")
    for kind, numbers in found["certificates"].items():
        lines += [f"  a certificate that is {kind:<11} {found['base_url']}/credentials/{one}" for one in numbers[:1]]
    lines.append(f"  check any of them           {found['base_url']}/verify\n")
    return "\n".join(lines)
