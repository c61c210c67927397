"""The trainee's notes: kept beside each step, read together, taken along as one file."""

from flask import Response, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from academy.campus import campus
from academy.clock import utcnow
from academy.database import db
from academy.forms.notes import NoteForm
from academy.login import door, visitor
from academy.navigation import address_of
from academy.notebook import as_markdown, notebook
from academy.pupil import activity_or_404, enrolment
from courses.actions import save_note
from courses.models import Note
from courses.outline import Activity, Kind
from courses.queries import note, notes_of
from courses.refusals import StaleNote
from registry.models import Role

bp = door("notes", Role.TRAINEE, prefix="/learn/notes")


@bp.get("")
def notes() -> str | Response:
    """Show every note in the order of the course, or answer with one file of them."""
    sections = notebook(campus().course, notes_of(db, enrolment().id))
    title = _("Notes of %(name)s", name=visitor().name)
    if request.args.get("format") == "md":
        return _file(as_markdown(title, sections), "notes.md", "text/markdown")
    if request.args.get("format") == "html":
        return _file(render_template("notes/file.html", title=title, sections=sections), "notes.html", "text/html")
    return render_template("notes/notes.html", sections=sections)


def _file(text: str, name: str, kind: str) -> Response:
    """Return a text as a file to keep."""
    answer = Response(text, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.route("/<activity_id>", methods=["GET", "POST"])
def edit(activity_id: str) -> str | tuple[str, int] | Response | Redirect:
    """Show one note with room to write, and keep it: at the press of a button, or while it is written."""
    activity, form = activity_or_404(activity_id, *Kind), NoteForm()
    if request.method == "GET":
        return _page(activity, _filled(note(db, enrolment().id, activity.id)))
    beside = "HX-Request" in request.headers
    if not form.validate():
        return (_("Not kept yet: the note is too long."), 422) if beside else (_page(activity, form), 422)
    try:
        kept = save_note(db, enrolment().id, activity.id, form.text(), form.read_version(), now=utcnow())
    except StaleNote as refusal:
        return _refused(activity, form, refusal.stored, beside=beside)
    if beside:
        answer = make_response(render_template("notes/_kept.html", kept=kept))
        answer.headers["HX-Trigger"] = "note-saved"
        return answer
    return redirect(address_of(activity) + "#note", 303)


def _refused(activity: Activity, form: NoteForm, stored: Note, *, beside: bool) -> tuple[str, int]:
    """Answer that another window was faster; the page shows both texts, and its button keeps what is in the field."""
    if beside:
        return render_template("notes/_changed.html"), 409
    form.version.data = stored.version
    return _page(activity, form, stored), 409


def _filled(kept: Note | None) -> NoteForm:
    """Return the form with a kept note."""
    return NoteForm(read=False, data={"note": kept.text, "version": kept.version} if kept else {"version": 0})


def _page(activity: Activity, form: NoteForm, other: Note | None = None) -> str:
    """Return the page of one note."""
    module = campus().course.modules_by_id[activity.module]
    return render_template("notes/note.html", activity=activity, module=module, form=form, other=other)
