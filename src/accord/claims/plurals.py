"""Plurals of English nouns by their look, and their singulars: enough for what numbers count."""

from __future__ import annotations

from accord.codebooks.units import unit_book


def singular(noun: str) -> str:
    """Canonical singular of a counted noun, in lower case ("rounds" is "round")."""
    book = unit_book()
    lower = noun.lower()
    if lower in book.irregular_plurals:
        return book.irregular_plurals[lower]
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(book.es_endings):
        return lower[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 2:
        return lower[:-1]
    return lower


def looks_plural(word: str) -> bool:
    """True if a word has the look of a plural noun."""
    lower = word.lower()
    if lower in unit_book().irregular_plurals:
        return True
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is"))
