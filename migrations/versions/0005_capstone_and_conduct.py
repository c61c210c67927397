"""Capstones with their scores; identity checks and signatures under the code of conduct."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

FACTS = ("capstone", "capstone_score", "conduct_signature", "identity_check")


def upgrade() -> None:
    """Make the tables and hold their facts."""
    _capstones()
    _promises()
    for table in FACTS:
        _hold(table)


def _capstones() -> None:
    """Make the tables of drafts, versions and scores."""
    op.create_table(
        "capstone_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_capstone_draft_enrolment_id_enrolment"),
        sa.PrimaryKeyConstraint("id", name="pk_capstone_draft"),
        sa.UniqueConstraint("enrolment_id", name="uq_capstone_draft_enrolment_id"),
    )
    op.create_table(
        "capstone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("needed", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_capstone_enrolment_id_enrolment"),
        sa.PrimaryKeyConstraint("id", name="pk_capstone"),
        sa.UniqueConstraint("enrolment_id", "version", name="uq_capstone_enrolment_id_version"),
    )
    op.create_table(
        "capstone_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("capstone_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scorer_id", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["capstone_id"], ["capstone.id"], name="fk_capstone_score_capstone_id_capstone"),
        sa.ForeignKeyConstraint(["scorer_id"], ["person.id"], name="fk_capstone_score_scorer_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_capstone_score"),
        sa.UniqueConstraint("capstone_id", "scorer_id", name="uq_capstone_score_capstone_id_scorer_id"),
        sa.UniqueConstraint("capstone_id", "number", name="uq_capstone_score_capstone_id_number"),
    )


def _promises() -> None:
    """Make the tables of what is known of a trainee, and what a trainee promised."""
    op.create_table(
        "identity_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=64), nullable=False),
        sa.Column("checker_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["checker_id"], ["person.id"], name="fk_identity_check_checker_id_person"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_identity_check_enrolment_id_enrolment"),
        sa.PrimaryKeyConstraint("id", name="pk_identity_check"),
        sa.UniqueConstraint("enrolment_id", name="uq_identity_check_enrolment_id"),
    )
    op.create_table(
        "conduct_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_conduct_signature_enrolment_id_enrolment"),
        sa.PrimaryKeyConstraint("id", name="pk_conduct_signature"),
        sa.UniqueConstraint("enrolment_id", "text", name="uq_conduct_signature_enrolment_id_text"),
    )


def _hold(table: str) -> None:
    """Refuse every change of a table of facts."""
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
    """Drop the tables."""
    for table in ("conduct_signature", "identity_check", "capstone_score", "capstone", "capstone_draft"):
        op.drop_table(table)
