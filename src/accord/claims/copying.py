"""A parse of the pipeline, copied out into the plain tokens that the questions are asked of."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from accord.claims.tokens import Form, Token

_ATTRIBUTES: list[int | str] = [
    "ORTH", "SPACY", "TAG", "POS", "DEP", "LEMMA", "MORPH", "ENT_TYPE", "ENT_IOB", "HEAD",
]  # fmt: skip
_IOB = ("", "I", "O", "B")
MAX_FORMS = 500_000
"""Most spellings and strings kept at once; past it they are looked up anew."""


class Copier:
    """Copies parsed docs. Holds what was looked up in the pipeline's vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._forms: dict[int, Form] = {}
        self._strings: dict[int, str] = {}
        self._unmarked = vocab.strings.add("_")  # The morphology of a word without any.

    def add(self, tokens: list[Token], doc: Doc) -> None:
        """Append a doc's words to `tokens`, heads set; further links are for the whole to make."""
        base = len(tokens)
        idx = (tokens[-1].idx + len(tokens[-1].text + tokens[-1].whitespace_)) if tokens else 0
        array = doc.to_array(_ATTRIBUTES)
        heads = array[:, -1].astype("int64").tolist()
        string = self._string
        for row in array.tolist():
            orth, space, tag, pos, dep, lemma, morph, ent_type, iob, _ = row
            form = self._forms.get(orth) or self._form(orth)
            blank = " " if space else ""
            features = "" if morph == self._unmarked else string(morph)
            token = Token(
                len(tokens), idx, form, blank, string(tag), string(pos), string(dep),
                string(lemma), features, string(ent_type), _IOB[iob],
            )  # fmt: skip
            tokens.append(token)
            idx += len(form.text) + len(blank)
        for at, head in enumerate(heads, base):
            tokens[at].head = tokens[at + head]

    def add_gap(self, tokens: list[Token], text: str) -> None:
        """Append text that is not parsed as one word."""
        idx = (tokens[-1].idx + len(tokens[-1].text + tokens[-1].whitespace_)) if tokens else 0
        form = self._form(self._vocab.strings.add(text))
        token = Token(len(tokens), idx, form, "", "", "", "", "", "", "", "")
        token.head = token
        tokens.append(token)

    def _string(self, key: int) -> str:
        found = self._strings.get(key)
        if found is None:
            if len(self._strings) >= MAX_FORMS:
                self._strings.clear()
            found = self._strings[key] = str(self._vocab.strings[key]) if key else ""
        return found

    def _form(self, orth: int) -> Form:
        if len(self._forms) >= MAX_FORMS:
            self._forms.clear()
        lexeme = self._vocab[orth]
        form = self._forms[orth] = Form(
            lexeme.text, lexeme.lower_, is_space=lexeme.is_space, is_punct=lexeme.is_punct,
            is_alpha=lexeme.is_alpha, is_title=lexeme.is_title, is_upper=lexeme.is_upper,
            is_quote=lexeme.is_quote, like_num=lexeme.like_num,
        )  # fmt: skip
        return form
