"""Alembic migrations of the workspace, run when one is opened."""
