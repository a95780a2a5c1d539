"""Who is signed in, and who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of sessions and of use."""
    op.create_table(
        "person_session",
        sa.Column("token_sha256", sa.String(64), primary_key=True),
        sa.Column("subject", sa.Text, nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("started_at", sa.String(19), nullable=False),
        sa.Column("seen_at", sa.String(19), nullable=False),
        sa.Column("ended_at", sa.String(19)),
    )
    op.create_table(
        "use_record",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(19), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
    )
