"""Scores of final tasks by several people, none of whom sees the others'."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

FACTS = ("task_score",)


def upgrade() -> None:
    """Make the table and hold its facts."""
    op.create_table(
        "task_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scorer_id", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scorer_id"], ["person.id"], name="fk_task_score_scorer_id_person"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_task_score_submission_id_submission"),
        sa.PrimaryKeyConstraint("id", name="pk_task_score"),
        sa.UniqueConstraint("submission_id", "number", name="uq_task_score_submission_id_number"),
        sa.UniqueConstraint("submission_id", "scorer_id", name="uq_task_score_submission_id_scorer_id"),
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
    op.drop_table("task_score")
