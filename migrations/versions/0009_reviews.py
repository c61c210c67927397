"""Reviews: what people who grade say of the critic's findings."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

FACTS = ("review",)


def upgrade() -> None:
    """Make the table and hold its facts."""
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_review_person_id_person"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_review_submission_id_submission"),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        sa.UniqueConstraint(
            "submission_id", "finding", "person_id", "number", name="uq_review_submission_id_finding_person_id_number"
        ),
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
    op.drop_table("review")
