"""The likelihood of a sequence of roles under a linear-chain CRF (Lafferty et al. 2001)."""

from __future__ import annotations

import torch
from torch import Tensor

from training.network import ROLES


def surprise(figures: Tensor, roles: Tensor, words: Tensor) -> Tensor:
    """Negative log-likelihood of each row of roles (rows, words).

    `figures` (rows, words, 12) are those of the link head; `words` is 1 on the words of a row and 0
    behind them, where every role is 0.
    """
    own, steps = figures[..., :ROLES], figures[..., ROLES:].unflatten(-1, (ROLES, ROLES))
    at = torch.gather(own, 2, roles.unsqueeze(-1)).squeeze(-1)
    pair = roles[:, :-1] * ROLES + roles[:, 1:]
    step = torch.gather(figures[:, 1:, ROLES:], 2, pair.unsqueeze(-1)).squeeze(-1)
    said = (at * words).sum(1) + (step * words[:, 1:]).sum(1)
    total = own[:, 0]
    for word in range(1, own.shape[1]):
        on = torch.logsumexp(total.unsqueeze(2) + steps[:, word], dim=1) + own[:, word]
        total = torch.where(words[:, word, None] > 0, on, total)
    return torch.logsumexp(total, dim=1) - said
