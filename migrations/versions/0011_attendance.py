"""Live attendance: meetings of a cohort, what was told of them, signatures of entry and exit, and what they count."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

FACTS = ("meeting", "notice", "signature", "attendance")


def upgrade() -> None:
    """Make the tables and hold their facts."""
    _meetings()
    _presence()
    for table in FACTS:
        _hold(table)


def _meetings() -> None:
    """Make the tables of meetings and of what was told of them."""
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=64), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("lasts", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name="fk_meeting_cohort_id_cohort"),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name="fk_meeting_opened_by_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
        sa.UniqueConstraint("cohort_id", "session", "planned_at", name="uq_meeting_cohort_id_session_planned_at"),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_notice_actor_id_person"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_notice_meeting_id_meeting"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("meeting_id", name="uq_notice_meeting_id"),
    )


def _presence() -> None:
    """Make the tables of signatures and of what they count."""
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=64), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_signature_actor_id_person"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_signature_enrolment_id_enrolment"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_signature_meeting_id_meeting"),
        sa.PrimaryKeyConstraint("id", name="pk_signature"),
        sa.UniqueConstraint("meeting_id", "enrolment_id", "number", name="uq_signature_meeting_id_enrolment_id_number"),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_attendance_actor_id_person"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_attendance_enrolment_id_enrolment"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_attendance_meeting_id_meeting"),
        sa.PrimaryKeyConstraint("id", name="pk_attendance"),
        sa.UniqueConstraint(
            "enrolment_id", "meeting_id", "number", name="uq_attendance_enrolment_id_meeting_id_number"
        ),
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
    for table in reversed(FACTS):
        op.drop_table(table)
