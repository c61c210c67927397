"""Parts: the further texts of a rewrite, in its draft and as it was sent; what was sent before has none."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = ("draft", "submission")


def upgrade() -> None:
    """Add the column; the default fills the rows that are there, which no fact forbids."""
    for table in TABLES:
        op.add_column(table, sa.Column("parts", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Drop the column."""
    for table in TABLES:
        op.drop_column(table, "parts")
