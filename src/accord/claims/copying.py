"""A parse of the pipeline, copied out into the plain tokens that the questions are asked of."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from accord.claims.tokens import Form, Token

_ATTRIBUTES: list[int | str] = [
    "ORTH", "SPACY", "TAG", "POS", "DEP", "LEMMA", "MORPH", "ENT_TYPE", "ENT_IOB", "HEAD",
]  # fmt: skip
_IOB = ("", "I", "O", "B")
MAX_KEPT = 500_000
"""Most spellings and strings kept at once; past it they are looked up anew."""


class _Strings(dict[int, str]):
    """The pipeline's numbers to what they stand for; "" for 0."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__({0: ""})
        self._vocab = vocab

    def __missing__(self, key: int) -> str:
        if len(self) >= MAX_KEPT:
            self.clear()
        found = self[key] = str(self._vocab.strings[key]) if key else ""
        return found


class _Forms(dict[int, Form]):
    """Spellings by the pipeline's numbers."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, key: int) -> Form:
        if len(self) >= MAX_KEPT:
            self.clear()
        lexeme = self._vocab[key]
        form = self[key] = Form(
            lexeme.text, lexeme.lower_, is_space=lexeme.is_space, is_punct=lexeme.is_punct,
            is_alpha=lexeme.is_alpha, is_title=lexeme.is_title, is_upper=lexeme.is_upper,
            is_quote=lexeme.is_quote, like_num=lexeme.like_num,
        )  # fmt: skip
        return form


class Copier:
    """Copies parsed docs. Holds what was looked up in the pipeline's vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._forms = _Forms(vocab)
        self._strings = _Strings(vocab)
        self._unmarked = vocab.strings.add("_")  # The morphology of a word without any.

    def add(self, tokens: list[Token], doc: Doc) -> None:
        """Append a doc's words to `tokens`, heads set; further links are for the whole to make."""
        base = len(tokens)
        idx = (tokens[-1].idx + len(tokens[-1].text + tokens[-1].whitespace_)) if tokens else 0
        array = doc.to_array(_ATTRIBUTES)
        heads = array[:, -1].astype("int64").tolist()
        forms, strings, unmarked = self._forms, self._strings, self._unmarked
        for row in array.tolist():
            orth, space, tag, pos, dep, lemma, morph, ent_type, iob, _ = row
            form = forms[orth]
            blank = " " if space else ""
            token = Token(
                len(tokens), idx, form, blank, strings[tag], strings[pos], strings[dep],
                strings[lemma], "" if morph == unmarked else strings[morph], strings[ent_type],
                _IOB[iob],
            )  # fmt: skip
            tokens.append(token)
            idx += len(form.text) + len(blank)
        for at, head in enumerate(heads, base):
            tokens[at].head = tokens[at + head]

    def add_gap(self, tokens: list[Token], text: str) -> None:
        """Append text that is not parsed as one word."""
        idx = (tokens[-1].idx + len(tokens[-1].text + tokens[-1].whitespace_)) if tokens else 0
        form = self._forms[self._vocab.strings.add(text)]
        token = Token(len(tokens), idx, form, "", "", "", "", "", "", "", "")
        token.head = token
        tokens.append(token)
