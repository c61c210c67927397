"""Steps towards renewal with their answers, and the reminders that were sent."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

FACTS = ("development", "development_ruling", "reminder")


def upgrade() -> None:
    """Make the tables and hold their facts."""
    op.create_table(
        "development",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("day", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name="fk_development_certificate_id_certificate"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_development"),
    )
    op.create_index("ix_development_certificate_id", "development", ["certificate_id"])
    op.create_table(
        "development_ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("development_id", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_development_ruling_actor_id_person"),
        sa.ForeignKeyConstraint(
            ["development_id"], ["development.id"], name="fk_development_ruling_development_id_development"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_development_ruling"),
        sa.UniqueConstraint("development_id", name="uq_development_ruling_development_id"),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["certificate_id"], ["certificate.id"], name="fk_reminder_certificate_id_certificate"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("certificate_id", "kind", name="uq_reminder_certificate_id_kind"),
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
    for table in ("reminder", "development_ruling", "development"):
        op.drop_table(table)
