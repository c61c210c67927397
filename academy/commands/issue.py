"""The command `academy issue`: issues whatever is earned, and hands certificates out as one file for an institution."""

import os
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from academy.database import migrated
from academy.errands import errand
from academy.handout import hand_out
from academy.settings import read_settings
from academy.sweep import sweep
from courses.queries import enrolment_ids

WORTH_IT = 25
"""How many enrolments are worth one more process, which has to load the course first."""


@click.command("issue")
@click.option("--cohort", "cohorts", type=int, multiple=True, help="The number of a cohort; all of them, if unset.")
@click.option("--workers", type=click.IntRange(1, 64), help="How many processes work at once; one a core, if unset.")
@click.option(
    "--zip",
    "archive",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the PDFs of all certificates that count, and a CSV of all of them, to this file.",
)
def issue(cohorts: tuple[int, ...], workers: int | None, archive: Path | None) -> None:
    """Weigh every enrolment and issue what it has earned.

    Certificates are issued by themselves as soon as they are earned; this finds those that were not, for instance after
    an interruption. Running it again issues nothing twice. The exit status is 1 when an enrolment could not be settled.
    """
    with migrated(read_settings().database_url).session() as store:
        ids = enrolment_ids(store, cohorts or None)
    done = sweep(ids, workers or min(os.cpu_count() or 1, 1 + len(ids) // WORTH_IT))
    swept = list(track(done, "Weighing enrolments", total=len(ids), console=Console(stderr=True)))
    faults = [one for one in swept if one.fault]
    for one in faults:
        click.echo(f"enrolment {one.enrolment_id}: {one.fault}", err=True)
    issued, printed = sum(one.issued for one in swept), sum(one.printed for one in swept)
    click.echo(f"Enrolments: {len(ids)}. Issued: {issued}. Printed: {printed}. Not settled: {len(faults)}.")
    with errand():
        if archive is not None:
            click.echo(f"{archive}: {hand_out(archive, ids)} certificates.")
    sys.exit(1 if faults else 0)
