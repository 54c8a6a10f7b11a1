"""Names compared: without capitals and accents, and as ids."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LATIN = str.maketrans({
    "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
})  # fmt: skip
_ACCENTS = re.compile("[\u0300-\u036f]+")
_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case without accents: "Zelenskyy" is itself, "Erdoğan" is "erdogan"."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", lower.translate(_LATIN)))
    if plain.isascii():
        return plain
    return "".join(char for char in plain if not unicodedata.combining(char))


def slug(name: str) -> str:
    """A name as an id: "Lee Sang-hyun" is "lee-sang-hyun"."""
    return _SLUG.sub("-", fold(name)).strip("-")
