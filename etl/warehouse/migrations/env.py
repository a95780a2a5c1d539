"""Run the journal's migrations on the connection the warehouse hands over."""

from alembic import context

from etl.warehouse.tables import JOURNAL

context.configure(connection=context.config.attributes["connection"], target_metadata=JOURNAL, transactional_ddl=False)
context.run_migrations()
