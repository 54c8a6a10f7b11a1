"""Report to claims: one module for each question."""
