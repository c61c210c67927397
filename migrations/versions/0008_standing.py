"""Suspensions, and requests for a corrected name with their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

FACTS = ("suspension", "name_request", "name_ruling")


def upgrade() -> None:
    """Make the tables, hold their facts, and let the audit trail be read by what it is about."""
    op.create_table(
        "suspension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_suspension_actor_id_person"),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name="fk_suspension_certificate_id_certificate"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_suspension"),
        sa.UniqueConstraint("certificate_id", name="uq_suspension_certificate_id"),
    )
    _names()
    op.create_index("ix_event_subject", "event", ["subject"])
    for table in FACTS:
        _hold(table)


def _names() -> None:
    """Make the tables of requests for a corrected name and their answers."""
    op.create_table(
        "name_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name="fk_name_request_certificate_id_certificate"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_name_request"),
        sa.UniqueConstraint("certificate_id", "number", name="uq_name_request_certificate_id_number"),
    )
    op.create_table(
        "name_ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_name_ruling_actor_id_person"),
        sa.ForeignKeyConstraint(["request_id"], ["name_request.id"], name="fk_name_ruling_request_id_name_request"),
        sa.PrimaryKeyConstraint("id", name="pk_name_ruling"),
        sa.UniqueConstraint("request_id", name="uq_name_ruling_request_id"),
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
    op.drop_index("ix_event_subject", "event")
    for table in ("name_ruling", "name_request", "suspension"):
        op.drop_table(table)
