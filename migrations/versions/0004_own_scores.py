"""Own scores: who grades a version, which are drawn to be graded again, and which final task was drawn."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

FACTS = ("recheck", "task_draw")


def upgrade() -> None:
    """Add the columns (everything so far was graded by another person) and the tables, and hold their facts."""
    for table, column in (("submission", "graded_by"), ("grade", "kind")):
        op.add_column(table, sa.Column(column, sa.String(length=64), nullable=False, server_default="person"))
    op.create_table(
        "recheck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_recheck_submission_id_submission"),
        sa.PrimaryKeyConstraint("id", name="pk_recheck"),
        sa.UniqueConstraint("submission_id", name="uq_recheck_submission_id"),
    )
    op.create_table(
        "task_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(length=64), nullable=False),
        sa.Column("exercise", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_task_draw_enrolment_id_enrolment"),
        sa.PrimaryKeyConstraint("id", name="pk_task_draw"),
        sa.UniqueConstraint("enrolment_id", "activity", name="uq_task_draw_enrolment_id_activity"),
    )
    for table in FACTS:
        _hold(table)


def _hold(table: str) -> None:
    """Let the database itself refuse to change or delete the facts of a table."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_is_fact BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_is_fact_{deed.lower()} BEFORE {deed} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} holds facts: append, never change'); END"
        )


def downgrade() -> None:
    """Drop what was made."""
    op.drop_table("task_draw")
    op.drop_table("recheck")
    op.drop_column("grade", "kind")
    op.drop_column("submission", "graded_by")
