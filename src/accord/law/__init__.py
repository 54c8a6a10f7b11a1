"""Treaties and sanctions that claims name."""
