from __future__ import annotations

from dataclasses import dataclass

import pytest

from accord.claims.patterns import PatternTable, words_of
from accord.claims.slots import canonical
from accord.codebooks.load import CodebookError


@dataclass(frozen=True)
class Lines:
    id: str = "test"
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()


def table(*verbs: str, nouns: tuple[str, ...] = ()) -> PatternTable:
    return PatternTable([Lines(verbs=verbs, nouns=nouns)], {"aid": words_of("loan, food aid")})


def test_alternatives_share_their_slots() -> None:
    verbs = table("give/send|hand+over/out R! <aid> to/for:R").verbs
    assert set(verbs) == {"give", "send", "hand"}
    (hand,) = verbs["hand"]
    assert hand.particles == {"over", "out"}
    actor, goods, after = hand.slots
    assert actor.actor and actor.needed and actor.role == "R"
    assert goods.words == frozenset({"loan", "food aid"}) and goods.needed
    assert after.preps == ("to", "for") and not after.needed


def test_a_role_before_the_verb_is_its_subject() -> None:
    (pattern,) = table("R receive <aid> from:A").verbs["receive"]
    assert pattern.subject.role == "R"
    (pattern,) = table("expect^ *").verbs["expect"]
    assert pattern.passive_only and pattern.operator


def test_nouns_may_have_several_words() -> None:
    nouns = table(nouns=("peace talk/summit with:R between:A",)).nouns
    assert set(nouns) == {"peace talk", "summit"}


@pytest.mark.parametrize("line", ["give <nothing>", "!give R", "give to:"])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(CodebookError, match="test"):
        table(line)


@pytest.mark.parametrize(
    ("british", "american"),
    [("criticise", "criticize"), ("Labourer", "laborer"), ("mobilisation", "mobilization"),
     ("cease-fire", "ceasefire"), ("defence", "defense")],
)  # fmt: skip
def test_spellings_meet(british: str, american: str) -> None:
    assert canonical(british) == canonical(american)
