"""Turns: what somebody has answered so far in an activity that takes several answers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FACTS = ("turn",)


def upgrade() -> None:
    """Make the table and hold its facts."""
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(length=64), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_turn_enrolment_id_enrolment"),
        sa.PrimaryKeyConstraint("id", name="pk_turn"),
        sa.UniqueConstraint(
            "enrolment_id", "activity", "attempt", "number", name="uq_turn_enrolment_id_activity_attempt_number"
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER turn_is_fact BEFORE UPDATE OR DELETE ON turn FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER turn_is_fact_{deed.lower()} BEFORE {deed} ON turn "
            "BEGIN SELECT RAISE(ABORT, 'turn holds facts: append, never change'); END"
        )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("turn")
