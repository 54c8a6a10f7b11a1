"""Which way a bare weekday or month looks, by the tense of the words around it.

The verb before an expression in its clause decides ("will meet on Friday"), else the one after it
("On Friday the two will meet"); a verb behind a clause boundary counts as further away. Cues are
words of the codebook, so that no parse is needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from accord.claims.words import BREAK, Word
from accord.codebooks.times import time_words

REACH = 60
"""How many words to either side are looked at for a cue of tense."""
_BOUNDARY = 8
"""What a clause boundary adds to the distance of a cue."""
_CLOSE = 6
"""How near a verb is that governs the expression without a doubt."""
_BEHIND = 2
"""What standing after the expression adds to the distance of a cue."""


def direction(words: Sequence[Word], first: int, stop: int) -> int:
    """-1 for past, 1 for future, 0 where no cue of tense stands in the sentence."""
    before = _nearest(words, range(first - 1, max(-1, first - REACH), -1))
    after = _nearest(words, range(stop, min(len(words), stop + REACH)))
    return before[1] if before[1] and before[0] <= after[0] + _BEHIND else after[1]


def told_surely(words: Sequence[Word], first: int, stop: int) -> int:
    """As `direction`, but 0 where the verb does not stand close before, or alone behind."""
    before = _nearest(words, range(first - 1, max(-1, first - REACH), -1))
    if before[1]:
        return before[1] if before[0] <= _CLOSE else 0
    return direction(words, first, stop)


def ends_sentence(words: Sequence[Word], where: int) -> bool:
    """True for a word that ends a sentence."""
    word = words[where]
    if word.lower == BREAK or word.lower in "!?;":
        return True
    if word.lower != "." or where + 1 >= len(words):
        return False
    before, after = words[max(0, where - 1)], words[where + 1]
    initial = len(before.text) == 1 and before.text.isalpha() and before.text.isupper()
    if before.touches(word) and (initial or before.lower in time_words().abbreviations):
        return False
    return word.end < after.start and (after.text[0].isupper() or after.kind == "other")


def lead_is(words: Sequence[Word], first: int, phrases: Sequence[str]) -> bool:
    """True if one of `phrases` ends right before a word, articles passed over."""
    while first > 0 and words[first - 1].lower in ("the", "a", "an"):
        first -= 1
    before = [word.lower for word in words[max(0, first - 3) : first]]
    return any(before[-len(parts) :] == parts for parts in map(str.split, phrases))


def _nearest(words: Sequence[Word], path: range) -> tuple[int, int]:
    """(distance, cue) of the first cue of tense on a path, before the sentence ends."""
    boundaries = time_words().clause_boundaries
    added = 0
    for step, where in enumerate(path):
        if cue := _cue(words, where):
            return step + added, cue
        if ends_sentence(words, where):
            break
        if words[where].lower in boundaries:
            added += _BOUNDARY
    return REACH * _BOUNDARY, 0


def _lower(words: Sequence[Word], at: int) -> str:
    """Lower-case form, "" beyond the edges."""
    return words[at].lower if 0 <= at < len(words) else ""


def _cue(words: Sequence[Word], where: int) -> int:
    """What one word says of the time of its clause."""
    word = words[where]
    # "May" and "Will" after a word in small letters are a month and a man.
    named = word.text[0].isupper() and where > 0 and words[where - 1].text.islower()
    if word.kind != "letters" or named:
        return 0
    book = time_words()
    if word.lower in book.future_cues:
        return _looks_ahead(words, where)
    if word.lower in book.timetable_cues:
        return 1
    if word.lower in book.timetable_bases:
        return int(_lower(words, where - 1) not in book.past_shields | book.determiners)
    if word.lower in book.modal_cues:
        return -1 if _looks_back(words, where) else 1
    if word.lower == "to":
        return 1 if _lower(words, where - 1) in book.promise_cues else 0
    if word.lower in book.present_auxiliaries:
        return 1 if _verbal(words, where + 1).endswith("ing") else 0
    if word.lower == "won" and _lower(words, where + 2) == "t":
        return 1
    return -1 if _is_past(words, where) else 0


def _looks_ahead(words: Sequence[Word], where: int) -> int:
    """1 for "scheduled" and the like; not in "as planned", "than expected", "due to"."""
    book = time_words()
    before, after = _lower(words, where - 1), _lower(words, where + 1)
    if before in book.no_plan_leads:
        return 0
    if before == "been" and _lower(words, where - 2) in book.perfect_cues:
        return -1
    if words[where].lower == "due" and after == "to":
        return 1 if before in book.present_auxiliaries | book.past_cues else 0
    return 1


def _looks_back(words: Sequence[Word], where: int) -> bool:
    """True for a modal before "have", and for what could not be done ("could not be reached")."""
    after = (_lower(words, where + 1), _lower(words, where + 2))
    if "have" in after:
        return True
    book = time_words()
    if words[where].lower not in book.past_modals:
        return False
    before = {word.lower for word in words[max(0, where - 8) : where]}
    return "not" in after or not before.isdisjoint(book.denying)


def _verbal(words: Sequence[Word], at: int) -> str:
    """The word at a place, or the one behind it after an adverb or "not"."""
    lower = _lower(words, at)
    return _lower(words, at + 1) if lower == "not" or lower.endswith("ly") else lower


def _is_past(words: Sequence[Word], where: int) -> bool:
    """Whether a word is a verb of the past: no participle after "be", no infinitive, no adjective
    after an article, no name.
    """
    book = time_words()
    word = words[where]
    regular = len(word.lower) > 4 and word.lower.endswith(book.past_ending)
    if not (regular or word.lower in book.past_cues) or word.lower in book.not_past:
        return False
    at = where - 1
    while at > where - 3 and (_lower(words, at) == "not" or _lower(words, at).endswith("ly")):
        at -= 1
    before = _lower(words, at)
    if before in book.past_shields:
        return False
    if not regular:
        return True
    named = word.text[0].isupper() and at >= 0 and words[at].kind == "letters"
    return not named and before not in book.determiners
