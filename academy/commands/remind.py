"""The command `academy remind`: letters to holders whose certificates may be renewed or are about to end."""

import click

from academy.clock import system_time
from academy.errands import errand
from academy.renewing import remind as write_reminders


@click.command("remind")
def remind() -> None:
    """Write to the holders whose renewal is due; run this once a day. Nobody is reminded twice of the same."""
    with errand():
        count = write_reminders(system_time())
    click.echo(f"Reminders written: {count}.")
