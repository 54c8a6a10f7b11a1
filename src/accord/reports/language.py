"""Which language a text is in, and whether that is sure enough to set it aside."""

from __future__ import annotations

from functools import cache
from typing import Any

_SAMPLE = 6000
_SHORT = 200
# py3langid's normalised probabilities are calibrated over lengths: a short text has to be almost
# certainly foreign, a longer one clearly so.
_SURE_SHORT = 0.85
_SURE = 0.6


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify(text: str) -> tuple[str, float]:
    """Return the likeliest language (ISO 639-1) of `text` and its probability.

    Long texts are judged by three samples (start, middle, end), so that the cost is bounded.
    """
    if len(text) > _SAMPLE:
        third, middle = _SAMPLE // 3, len(text) // 2
        text = " ".join((text[:third], text[middle : middle + third], text[-third:]))
    code, probability = _identifier().classify(text)
    return str(code), float(probability)


def judge(text: str, accepted: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Return (language of `text` or None if unsure, foreign language or None if it is accepted).

    A text of under 200 characters is foreign only if that is almost certain, for names and quotes
    mislead; one without letters is never foreign.
    """
    if not any(character.isalpha() for character in text[:_SAMPLE]):
        return None, None
    code, probability = identify(text)
    if code in accepted:
        return code if probability >= 0.5 or len(text) >= _SHORT else None, None
    sure = _SURE if len(text) >= _SHORT else _SURE_SHORT
    if probability >= sure:
        return code, code
    return None, None


def language_name(code: str) -> str:
    """The English name of a language code, or the code itself."""
    import pycountry

    found = pycountry.languages.get(alpha_2=code) if len(code) == 2 else None
    return str(found.name) if found else code
