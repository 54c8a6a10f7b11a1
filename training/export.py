"""A trained model to the two ONNX graphs that Accord reads with, weights in int8."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from accord.claims.encoder import CARD, ENCODER, LINKS, TOKENIZER, Card
from training.model import Model
from training.network import LINK

OPSET = 17

OUTPUTS = ("cue", "entity", "fact", "word", "side", "words")
"""What the encoder's graph gives, in the order in which it is read."""


def export(model: Model, card: Card, tokenizer: Path, folder: Path) -> None:
    """Write graphs, tokenizer and card into a folder; what stands there is replaced."""
    model.to("cpu").eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        encoder = Path(scratch) / ENCODER
        _write(
            model.encoder,
            _encoder_inputs(),
            encoder,
            ("cue", "entity", "fact", "word", "side", "words"),
        )
        quantize_dynamic(encoder, folder / ENCODER, weight_type=QuantType.QInt8, per_channel=True)
    # The link head stays in floating point: it is small, and its figures decide the edges.
    _write(model.links, _link_inputs(), folder / LINKS, ("roles",))
    (folder / TOKENIZER).write_bytes(tokenizer.read_bytes())
    (folder / CARD).write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=1) + b"\n")


def weights_of(model: Model, standings: dict[str, int]) -> dict[str, tuple[float, ...]]:
    """Weights of the factuality figures by standing, as the card has them; "" is any other."""
    table = model.weigh.weight.detach().tolist()
    return {
        key: tuple(round(value, 4) for value in table[i])
        for key, i in sorted({"": 0, **standings}.items())
    }


Inputs = dict[str, tuple[torch.Tensor, dict[int, str]]]


def _encoder_inputs() -> Inputs:
    by_piece, ids = {0: "windows", 1: "pieces"}, torch.zeros(1, 9, dtype=torch.long)
    return {
        "pieces": (ids, by_piece), "mask": (torch.ones_like(ids), by_piece),
        "features": (torch.zeros(1, 9, 5, dtype=torch.long), by_piece), "heads": (ids, by_piece),
        "first": (torch.zeros(1, 7, dtype=torch.long), {0: "windows", 1: "words"}),
    }  # fmt: skip


def _link_inputs() -> Inputs:
    by_word, ids = {0: "cues", 1: "words"}, torch.zeros(2, 7, dtype=torch.long)
    return {
        "word": (torch.zeros(2, 7, LINK), by_word), "cue": (torch.zeros(2, LINK), {0: "cues"}),
        "relation": (ids, by_word), "distance": (ids, by_word), "between": (ids, by_word),
        "hint": (ids, by_word), "mask": (torch.ones(2, 7), by_word),
    }  # fmt: skip


def _write(module: nn.Module, inputs: Inputs, path: Path, outputs: tuple[str, ...]) -> None:
    axes = {name: axis for name, (_, axis) in inputs.items()}
    first = next(iter(inputs.values()))[1][0]
    by_word = {0: first, 1: "words"}
    torch.onnx.export(
        module, tuple(value for value, _ in inputs.values()), str(path), dynamo=False,
        input_names=list(inputs), output_names=list(outputs), opset_version=OPSET,
        dynamic_axes=axes | dict.fromkeys(outputs, by_word),
    )  # fmt: skip
