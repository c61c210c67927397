"""The commands `academy keys`: looking after the signing keys, and what follows when one is stolen or lost."""

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from academy.clock import system_time
from academy.database import db, migrated
from academy.errands import errand, tell_reissued
from academy.serving import issuer_of
from academy.settings import Settings, read_settings
from certificates.actions import reissue
from certificates.bundle import read
from certificates.keys import KeyRing, Purpose, keeping, written
from certificates.queries import all_credentials, all_prints, to_reissue
from certificates.recovery import recovered
from registry.actions import record

MOMENTS = click.DateTime(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"])


@click.group("keys")
def keys() -> None:
    """Look after the signing keys."""


def _ring(settings: Settings) -> KeyRing:
    """Open the ring of the academy."""
    return issuer_of(settings).keys


def _note(settings: Settings, deed: str, name: str, **detail: str | int | None) -> None:
    """Note what was done with a key in the audit trail."""
    with migrated(settings.database_url).session.begin() as store:
        record(store, deed, f"key:{name}", actor_id=None, now=system_time(), **detail)


@keys.command("list")
def list_keys() -> None:
    """Show every key: what it is good for now, and its dates."""
    for one, state in keeping.states(_ring(read_settings()), now=system_time()):
        dates = [f"made {written(one.made)}", f"active from {written(one.active)}"]
        dates += [f"retired {written(one.retired)}"] if one.retired else []
        dates += [f"stolen {written(one.compromised)}"] if one.compromised else []
        click.echo(f"{one.name:<16} {state:<12} {', '.join(dates)}")


@keys.command("rotate")
@click.argument("purpose", type=click.Choice([str(one) for one in Purpose]))
@click.option("--at-once", is_flag=True, help="Let the new key seal now instead of after a day.")
def rotate_key(purpose: str, at_once: bool) -> None:
    """Make a new key for a PURPOSE.

    Everybody meets it for a day before it seals. What the old one sealed stays valid.
    """
    settings = read_settings()
    name = keeping.rotate(_ring(settings), Purpose(purpose), now=system_time(), at_once=at_once)
    _note(settings, "rotate-key", name)
    click.echo(f"{name} is made. It seals {'from now on' if at_once else 'after a day; until then the old one does'}.")


@keys.command("retire")
@click.argument("name")
def retire_key(name: str) -> None:
    """Let the key of a NAME seal no more; what it sealed stays valid."""
    settings = read_settings()
    keeping.retire(_ring(settings), name, now=system_time())
    _note(settings, "retire-key", name)
    click.echo(f"{name} is retired. What it sealed stays valid.")


@keys.command("compromise")
@click.argument("name")
@click.option(
    "--since", type=MOMENTS, help="When it was stolen, in UTC (2026-11-24 or 2026-11-24T10:15:00Z); now, if unset."
)
@click.confirmation_option(prompt="This cannot be undone: nothing that this key seals from then on is believed. Go on?")
def compromise_key(name: str, since: datetime | None) -> None:
    """Say that the key of a NAME was stolen; a new one seals at once."""
    settings, stolen = read_settings(), since.replace(tzinfo=UTC) if since else None
    found = keeping.compromise(_ring(settings), name, since=stolen, now=system_time())
    moment = written(found.compromised or system_time())
    _note(settings, "compromise-key", name, since=moment)
    with migrated(settings.database_url).session() as store:
        due = to_reissue(store, _ring(settings).trust, now=system_time())
    click.echo(f"{name} counts as stolen since {moment}. A new key seals from now on.")
    click.echo(f"Certificates to be sealed anew: {len(due)}. Run `academy keys reissue`.")


@keys.command("reissue")
def reissue_certificates() -> None:
    """Seal anew every certificate that a stolen key had sealed, and write to its holder."""
    with errand() as (_app, issuer):
        due = to_reissue(db, issuer.keys.trust, now=system_time())
        for number in track(due, "Sealing anew", console=Console(stderr=True)):
            tell_reissued(reissue(db, number, issuer, now=system_time()), now=system_time())
            db.commit()
    click.echo(f"Sealed anew: {len(due)}. The old editions say that they were replaced, and by which.")


@keys.command("restore")
@click.argument("trust_file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_keys(trust_file: Path | None) -> None:
    """Bring back what is public of lost keys, from a TRUST_FILE or else from the register.

    What they sealed can be checked again. Nobody can seal with them.
    """
    settings = read_settings()
    if trust_file is not None:
        try:
            lost = read(trust_file.read_text(encoding="utf-8")).trust
        except ValueError as error:
            raise click.ClickException(f"{trust_file} is no trust file of an academy.") from error
    else:
        with migrated(settings.database_url).session() as store:
            lost = recovered(settings.did, all_credentials(store), all_prints(store))
    count = keeping.restore(_ring(settings), lost, now=system_time())
    _note(settings, "restore-keys", "all", count=count)
    click.echo(f"Keys and authorities brought back: {count}. What they sealed can be checked again.")
