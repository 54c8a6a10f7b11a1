"""Dates in words, as fine as they are known."""

from __future__ import annotations

from accord.brief.safe import visible
from accord.brief.words import words


def say_date(iso: str | None) -> str:
    """An ISO date in words, as fine as it is: "22 June 2024", "June 2024", "2024"."""
    if not iso:
        return ""
    pieces = [int(piece) for piece in iso.split("T")[0].split("-") if piece.isdigit()]
    if len(pieces) > 1 and not 1 <= pieces[1] <= 12:
        return visible(iso, 20)
    if len(pieces) == 3:
        return f"{pieces[2]} {month_name(pieces[1])} {pieces[0]}"
    if len(pieces) == 2:
        return f"{month_name(pieces[1])} {pieces[0]}"
    return str(pieces[0]) if len(pieces) == 1 else visible(iso, 20)


def month_name(number: int) -> str:
    """The name of a month, 1 to 12."""
    return words().months[number - 1][0].capitalize()
