"""The command `academy export`: the public record as files that any web server can serve when the academy is gone."""

from pathlib import Path

import click

from academy.clock import system_time
from academy.errands import errand
from academy.export import export as write_site


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--closed",
    is_flag=True,
    help="The academy closes: sign the last status lists for twenty years. Never for one that goes on.",
)
def export(folder: Path, closed: bool) -> None:
    """Write the public record into a new FOLDER: certificates, keys and lists, each at its own address."""
    if folder.exists():
        raise click.ClickException(f"{folder} exists already; name a new folder.")
    with errand():
        count = write_site(folder, system_time(), closed=closed)
    click.echo(f"{folder}: {count} certificates. Serve it at the academy's own address.")
