"""What people call the values of a network: from a name as it is written to what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LAST = re.compile(r"""(?:\[\s*["']([^"']+)["']\s*\]|([A-Za-z_]\w*)(?:\[[^\]"']*\])?)$""")
_NUMBERED = re.compile(r"([a-z_]+?)_?(\d+)")
_KINDS = {
    "Z": "z logits scores score net pre u",
    "A": "a h hidden act activation activations",
    "dZ": "dz delta dscores dlogits dscore dout_z error_term delta_out delta_hidden",
    "dA": "da dh dhidden da_prev daprev dal",
    "dW": "dw grad_w gw nabla_w w_grad dweights d_w dtheta",
    "db": "db grad_b gb nabla_b b_grad dbias dbiases d_b",
    "W": "w weight weights theta syn",
    "b": "b bias biases",
    "out": "yhat y_hat y_pred ypred probs predictions al",
    "J": "j loss cost total_loss data_loss nll error_value",
    "Y": (
        "y t target targets label labels y_true ytrue y_train ytrain y_batch yb batch_y onehot "
        "one_hot y_onehot y_one_hot ys y_enc desired ybatch y_i yi y_mini"
    ),
    "rate": "lr alpha learning_rate eta step_size rate epsilon stepsize",
}
_GRADIENTS = re.compile(r"\w*(?:grad|nabla|deriv)\w*\[")
"""What holds gradients: grads["W1"] is a dW."""
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name stands for: a kind of value, and the layer's number as the program counts."""

    kind: str
    number: int | None = None


def meaning(name: str) -> Meant | None:
    """Return what a name means: `grads["dW1"]` is the dW of number 1; None for other names."""
    found = _LAST.search(name.strip())
    if found is None:
        return None
    word = (found[1] or found[2]).lower()
    if found[1] and _GRADIENTS.match(name.strip().rpartition(".")[2].lower()):
        word = word if word.startswith("d") else f"d{word}"
    if kind := _KIND_OF.get(word.strip("_")):
        return Meant(kind)
    numbered = _NUMBERED.fullmatch(word)
    if numbered and (kind := _KIND_OF.get(numbered[1].strip("_"))):
        return Meant(kind, int(numbered[2]))
    return None
