"""The command line: `academy` serves, prepares and inspects an academy."""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import click
from email_validator import EmailNotValidError, validate_email

from academy.campus import load_campus
from academy.clock import system_time
from academy.commands.export import export
from academy.commands.issue import issue
from academy.commands.keys import keys
from academy.commands.remind import remind
from academy.commands.verify import verify
from academy.critique import codes, told
from academy.database import migrated
from academy.forms.base import LINE
from academy.okrs import Given, Unreadable, given
from academy.settings import SettingsError, read_settings
from assessments.alignment import faults_of_course
from assessments.critic.critique import TooLong, criticise
from assessments.critic.finding import Weight
from assessments.critic.language import Language, load_languages
from assessments.critic.pages import Page, load_pages
from assessments.critic.recognise import language_of
from certificates.issuer import Issuer
from certificates.keys import KeyRing, KeysUnreadable
from courses.files import ContentError
from registry.actions import INVITATION, grant_role, make_link, register_person
from registry.errors import Refusal
from registry.models import Role
from registry.queries import broken_line

STOPS = (SettingsError, ContentError, KeysUnreadable, Refusal, OSError)
"""What stops a command with its own sentence."""


class Told(click.Group):
    """A group whose commands stop with a sentence, never with a traceback, where the start is refused."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except STOPS as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Told)
def main() -> None:
    """Train and certify OKR Masters."""


@main.command("check-content")
def check_content() -> None:
    """Read every content file and name each fault by file, line and mend."""
    settings = read_settings()
    try:
        issuer = Issuer(settings.issuer_name, settings.base_url, KeyRing.throwaway(settings.did))
        campus = load_campus(settings.content, issuer)
        for language in campus.languages.values():
            language.compile()
        if faults := list(faults_of_course(settings.content, campus.course, campus.catalogue)):
            raise ContentError(faults)
    except ContentError as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        sys.exit(1)
    click.echo(f"{len(list(campus.course.activities()))} activities, {campus.course.minutes} minutes, no fault")


@main.command("migrate")
def migrate_database() -> None:
    """Bring the database to the newest revision."""
    migrated(read_settings().database_url)
    click.echo("The database is up to date.")


@main.command("create-person")
@click.argument("email")
@click.argument("name")
@click.option("--administrator", is_flag=True, help="Give the person every right.")
def create_person(email: str, name: str, administrator: bool) -> None:
    """Register a person and print the link by which they choose a password."""
    _check_person(email, name)
    settings, now = read_settings(), system_time()
    with migrated(settings.database_url).session.begin() as db:
        person = register_person(db, email, name, now=now)
        if administrator:
            grant_role(db, person, Role.ADMINISTRATOR, None, now=now)
        token = make_link(db, person, INVITATION, now=now)
    click.echo(f"{settings.base_url}/account/invitation/{token}")


def _check_person(email: str, name: str) -> None:
    """Stop with a sentence where an address or a name cannot be one."""
    try:
        validate_email(email.strip(), check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise click.ClickException(f"{email!r} is not an e-mail address.") from error
    if not 0 < len(name.strip()) <= LINE:
        raise click.ClickException(f"Give the name as it shall stand on a certificate, with at most {LINE} characters.")


@main.command("verify-trail")
def verify_trail() -> None:
    """Check the audit trail line by line."""
    with migrated(read_settings().database_url).session() as db:
        broken = broken_line(db)
    if broken is not None:
        raise click.ClickException(f"The audit trail is broken at line {broken}.")
    click.echo("The audit trail is whole.")


@main.command("serve")
@click.option("--port", default=8000, show_default=True)
def serve_command(port: int) -> None:
    """Serve the academy on this machine."""
    from academy.serving import serve

    settings = read_settings()
    migrated(settings.database_url)
    serve(settings, port)


@main.command("preview")
@click.argument("modules", nargs=-1)
@click.option("--at", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="The day on which to read; today.")
@click.option("--port", default=8000, show_default=True)
def preview_command(modules: tuple[str, ...], at: datetime | None, port: int) -> None:
    """Show drafts as a trainee finds them: the course, or only these MODULES (their folders), on any day.

    Nothing is kept when it ends. A file that changes is read again; what is wrong with it stands on the page. A field
    on every page sets the clock anew.
    """
    from academy.preview import preview_app
    from academy.serving import listen

    settings = replace(read_settings(), base_url=f"http://127.0.0.1:{port}")
    moment = at.replace(tzinfo=ZoneInfo(settings.timezone)) if at else system_time()
    app = preview_app(settings, modules, moment)
    click.echo(f"Read the drafts at {settings.base_url}/learn as on {moment:%d %B %Y}.")
    listen(app, port)


@main.command("demo")
@click.option("--port", default=8000, show_default=True)
@click.option("--check", is_flag=True, help="Load the demo data and stop before serving.")
def demo_command(port: int, check: bool) -> None:
    """Load the demo data into an empty database and serve it."""
    from academy.demo import load_demo
    from academy.serving import serve

    settings = read_settings()
    settings = load_demo(settings, migrated(settings.database_url), port)
    if not check:
        serve(settings, port)


@main.command("critique")
@click.argument("files", nargs=-1, type=click.File("r", encoding="utf-8-sig"), default=["-"])
@click.option("--explain", is_flag=True, help="Answer in sentences for people instead of JSON Lines.")
def critique_command(files: tuple[TextIO, ...], explain: bool) -> None:
    """Read OKRs (JSON Lines, JSON or CSV; standard input without FILES) and say what the critic finds.

    One answer for each OKR, in order. The exit status is 0 when nothing has to be mended, 1 when something has, 2 when
    a file cannot be read.
    """
    settings = read_settings()
    languages = load_languages(settings.content / "critic")
    pages = {locale: load_pages(settings.content / "critic", locale) for locale in languages}
    clean = True
    for file in files:
        try:
            for one in given(file.read()):
                language = language_of(one.okr, languages, one.lang)
                clean &= _criticised(one, language, pages[language.locale], explain=explain)
        except (Unreadable, UnicodeDecodeError) as error:
            click.echo(str(error), err=True)
            sys.exit(2)
    sys.exit(0 if clean else 1)


def _criticised(one: Given, language: Language, flaws: Mapping[str, Page], *, explain: bool) -> bool:
    """Print what the critic says to an OKR; say whether nothing has to be mended."""
    try:
        found = criticise(one.okr, language, one.original)
    except TooLong as refusal:
        click.echo(str(refusal) if explain else json.dumps({"id": one.id, "error": str(refusal)}, ensure_ascii=False))
        return False
    if explain:
        click.echo("\n".join([f"{one.id}", *told(one.okr, found, flaws), ""]))
    else:
        click.echo(json.dumps({"id": one.id, **codes(one.okr, found)}, ensure_ascii=False))
    return not any(finding.weight is Weight.FIX for finding in found.findings)


main.add_command(verify)
main.add_command(keys)
main.add_command(issue)
main.add_command(export)
main.add_command(remind)
