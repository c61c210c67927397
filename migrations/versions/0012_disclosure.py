"""What holders let the public page show, and how often a certificate was checked on a day."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

FACTS = ("disclosure",)


def upgrade() -> None:
    """Make the tables and hold the facts among them."""
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Boolean(), nullable=False),
        sa.Column("results", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_disclosure_enrolment_id_enrolment"),
        sa.PrimaryKeyConstraint("id", name="pk_disclosure"),
        sa.UniqueConstraint("enrolment_id", "document", "number", name="uq_disclosure_enrolment_id_document_number"),
    )
    op.create_table(
        "check_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("certificate_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name="fk_check_count_certificate_id_certificate"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_check_count"),
        sa.UniqueConstraint("certificate_id", "day", name="uq_check_count_certificate_id_day"),
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
    for table in ("check_count", "disclosure"):
        op.drop_table(table)
