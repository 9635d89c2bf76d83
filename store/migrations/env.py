"""Alembic's entry: the connection is handed over by store/migrate.py; there is no alembic.ini."""

from alembic import context

from store.pool_tables import pools

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=pools.metadata,
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
