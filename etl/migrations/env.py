"""Run the journal's migrations on the connection the warehouse hands over."""

from alembic import context

from etl.database import JOURNAL

context.configure(connection=context.config.attributes["connection"], target_metadata=JOURNAL, transactional_ddl=False)
context.run_migrations()
