"""Placeholder revision while the tables are being written: makes them from the models."""

from alembic import op

import assessments.models
import certificates.models
import mentoring.models
from registry.db import Base

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    Base.metadata.create_all(op.get_bind())


def downgrade() -> None:
    """Drop every table."""
    Base.metadata.drop_all(op.get_bind())
