"""Bytes to characters, in whatever encoding they came."""

from __future__ import annotations

import codecs

_SAMPLE = 65_536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, hint: str | None = None) -> str:
    """Decode `data`: byte-order mark, then `hint`, then UTF-8, then a guess; never raises.

    The guess (charset-normalizer) looks at the first 64 KB only, so that its cost is bounded. Bytes
    that fit no encoding become U+FFFD. ISO 8859-1 is read as Windows-1252, as browsers do.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    for likely in (_sixteen_bit(data), _usable(hint), "utf-8"):
        if likely:
            try:
                return data.decode(likely)
            except UnicodeDecodeError:
                continue
    return data.decode(_guess(data), "replace")


def _usable(hint: str | None) -> str | None:
    """The codec behind a charset label, or None if there is none or it is not for text."""
    if not hint:
        return None
    try:
        info = codecs.lookup(hint.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return "cp1252" if info.name in ("iso8859-1", "ascii") else info.name


def _sixteen_bit(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    head = data[:4096]
    if len(head) < 8:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str:
    """The likeliest legacy encoding of the first part of `data`; Windows-1252 when in doubt."""
    # A UTF-8 text with a few damaged bytes stays UTF-8: few errors in many multi-byte characters.
    lenient = data[:_SAMPLE].decode("utf-8", "replace")
    wrong = lenient.count("\ufffd")
    right = sum(1 for character in lenient if character > "\x7f") - wrong
    if right > 4 * wrong:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], steps=5, chunk_size=512).best()
    if best is None or best.encoding in ("ascii", "latin_1"):
        return "cp1252"
    # Western texts fit many code pages: prefer the commonest unless the guess is in another script.
    western = best.encoding.startswith(("cp", "mac", "iso", "hp", "latin"))
    return "cp1252" if western and _is_latin(str(best)[:2000]) else best.encoding


def _is_latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(1 for letter in letters if letter < "\u0250") >= 0.9 * len(letters)
