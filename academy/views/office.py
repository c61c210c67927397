"""The office door: cohorts and their people, for those who manage them."""

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.forms.office import InviteForm
from academy.login import door, visitor
from academy.scoring import scorings_in
from certificates.queries import evidence, held_by
from certificates.requirements import evaluate
from courses.actions import enrol
from courses.queries import enrolments_in
from courses.refusals import AlreadyEnrolled
from registry.actions import INVITATION, grant_role, make_link, register_person, write_letter
from registry.errors import NotFound
from registry.models import Cohort, Person, Role
from registry.queries import cohorts_by_id, members_of, person_by_email

bp = door("office", Role.MANAGER)


def _is_administrator() -> bool:
    """Say whether the visitor runs the whole academy."""
    return any(right.role is Role.ADMINISTRATOR for right in visitor().rights)


def _own_cohorts() -> list[Cohort]:
    """Return the cohorts the visitor manages: all of them for an administrator."""
    return cohorts_by_id(db, None if _is_administrator() else visitor().cohorts(Role.MANAGER))


def _cohort(cohort_id: int) -> Cohort:
    """Return a cohort the visitor manages; NotFound for any other."""
    if not visitor().has(Role.MANAGER, cohort_id):
        raise NotFound
    found = cohorts_by_id(db, frozenset({cohort_id}))
    if not found:
        raise NotFound
    return found[0]


@bp.get("/cohorts")
def cohorts() -> str:
    """List the cohorts the visitor manages."""
    return render_template("office/cohorts.html", cohorts=_own_cohorts())


@bp.get("/cohorts/<id:cohort_id>")
def cohort(cohort_id: int) -> str:
    """Show who is in a cohort and what each trainee still needs."""
    return render_template("office/cohort.html", form=InviteForm(read=False), **_cohort_values(_cohort(cohort_id)))


def _cohort_values(cohort: Cohort) -> dict[str, object]:
    """Return what the page of a cohort shows: its staff, and every trainee's requirements."""
    places = enrolments_in(db, [cohort.id])
    ids = [place.id for place in places]
    facts = evidence(db, ids, campus().course, campus().rules, campus().observation, now=utcnow())
    limits = {place.id: campus().rules[place.rules].limit(place.mode) for place in places}
    rows = [
        (place, [(d, evaluate(d, facts[place.id])) for d in campus().rules[place.rules].documents]) for place in places
    ]
    return {
        "cohort": cohort,
        "rows": rows,
        "certificates": held_by(db, ids),
        "staff": members_of(db, cohort.id),
        "newest": campus().rules.get(current_app.config["SETTINGS"].rules),
        "live": {one: (facts[one].ledger, limit) for one, limit in limits.items() if limit is not None},
        "second": scorings_in([place.id for place in places if campus().rules[place.rules].double_scored]),
    }


@bp.post("/cohorts/<id:cohort_id>/people")
def invite(cohort_id: int) -> tuple[str, int] | Response:
    """Invite somebody into a cohort, and mail them the link by which they choose a password."""
    cohort, form, now = _cohort(cohort_id), InviteForm(), utcnow()
    if not form.submitted():
        return render_template("office/cohort.html", form=form, **_cohort_values(cohort)), 422
    actor = visitor().person_id
    person = person_by_email(db, form.email.data)
    if person is None:
        person = register_person(db, form.email.data, form.name.data, actor_id=actor, now=now)
    try:
        _place(person, cohort, Role(form.role.data), form.mode.data)
    except AlreadyEnrolled as refusal:
        if person.password_hash is not None:
            form.email.errors = [_(str(refusal))]
            return render_template("office/cohort.html", form=form, **_cohort_values(cohort)), 422
    if person.password_hash is None:
        _write_invitation(person, cohort)
    flash(_("%(name)s is in the cohort now.", name=person.name))
    return redirect(url_for(".cohort", cohort_id=cohort.id), 303)


def _place(person: Person, cohort: Cohort, role: Role, mode: str) -> None:
    """Give somebody their role in a cohort; a trainee is enrolled under the newest rules. Raise `AlreadyEnrolled`."""
    actor, now = visitor().person_id, utcnow()
    if role is Role.TRAINEE:
        enrol(db, person, cohort, current_app.config["SETTINGS"].rules, mode, actor_id=actor, now=now)
    else:
        grant_role(db, person, role, cohort, actor_id=actor, now=now)


def _write_invitation(person: Person, cohort: Cohort) -> None:
    """Mail the link by which somebody chooses their first password; an older one stops opening."""
    now = utcnow()
    address = current_app.config["BASE_URL"] + url_for(
        "account.invitation", token=make_link(db, person, INVITATION, now=now)
    )
    body = render_template("office/invitation_letter.txt", name=person.name, cohort=cohort, address=address)
    write_letter(db, person.email, _("You are invited"), body, now=now)
