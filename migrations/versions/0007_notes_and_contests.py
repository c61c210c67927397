"""Notes beside steps, the paragraph that was in view, and contests of credited time with their rulings."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"

FACTS = ("contest", "ruling")


def upgrade() -> None:
    """Make the tables, hold their facts, and let a sign of life say where somebody is."""
    op.add_column("beat", sa.Column("paragraph", sa.Integer(), nullable=True))
    _notes()
    _contests()
    for table in FACTS:
        _hold(table)


def _notes() -> None:
    """Make the table of notes."""
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_note_enrolment_id_enrolment"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
        sa.UniqueConstraint("enrolment_id", "activity", name="uq_note_enrolment_id_activity"),
    )


def _contests() -> None:
    """Make the tables of contests and rulings."""
    op.create_table(
        "contest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_contest_enrolment_id_enrolment"),
        sa.PrimaryKeyConstraint("id", name="pk_contest"),
        sa.UniqueConstraint("enrolment_id", "activity", "number", name="uq_contest_enrolment_id_activity_number"),
    )
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_ruling_actor_id_person"),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name="fk_ruling_contest_id_contest"),
        sa.PrimaryKeyConstraint("id", name="pk_ruling"),
        sa.UniqueConstraint("contest_id", name="uq_ruling_contest_id"),
    )


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
    for table in ("ruling", "contest", "note"):
        op.drop_table(table)
    op.drop_column("beat", "paragraph")
