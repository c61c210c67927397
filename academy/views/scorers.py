"""How far people agree who score the same work without seeing each other, for those who teach."""

from flask import render_template

from academy.database import db
from academy.login import door
from assessments.agreement import ENOUGH, KAPPA, NEAR, agreement
from assessments.queries import plan_pairs, task_pairs
from registry.models import Role

bp = door("scorers", Role.INSTRUCTOR, prefix="/teach/scorers")


@bp.get("")
def overview() -> str:
    """Show the agreement on final tasks and on implementation plans, and what follows where it falls short."""
    found = [agreement(task_pairs(db)), agreement(plan_pairs(db))]
    return render_template("scorers/overview.html", found=found, enough=ENOUGH, kappa=KAPPA, near=NEAR)
