"""What people call the values of a network: from a name as it is written to what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

_PATH = re.compile(r"[A-Za-z_][\w.]*(?:\[[^\[\]]*\][\w.]*)*")
_LAST = re.compile(r"""(?:\[\s*["']([^"']+)["']\s*\]|([A-Za-z_]\w*)(?:\[[^\]"']*\])?)$""")
_COMPUTED_KEY = re.compile(r"""\[f?["']([A-Za-z_]+)(?:\{[^\[\]]*|["']\s*\+[^\[\]]*)\]$""")
"""The number of a layer, put to a word: grads["dW" + str(l)], c[f"Z{l}"]."""
_NUMBERED = re.compile(r"([a-z_]*?)_?(\d+)_?([a-z_]*)")
_KINDS = {
    "Z": "z logits scores score net pre u",
    "A": "a h hidden act activation activations l layer",
    "dZ": (
        "dz d_z delta deltas dscores dlogits dscore dout_z error_term delta_out delta_hidden "
        "layer_delta l_delta z_grad grad_z gz z_delta"
    ),
    "dA": (
        "da d_a dh dhidden da_prev daprev dal layer_error l_error a_grad grad_a ga h_grad grad_h gh"
    ),
    "dW": (
        "dw grad_w gw nabla_w w_grad dweight dweights d_w dtheta weight_grad weights_grad "
        "grad_weight grad_weights w_gradient gradient_w weight_gradient delta_w w_delta "
        "theta_grad grad_theta d_theta theta_gradient"
    ),
    "db": (
        "db grad_b gb nabla_b b_grad dbias dbiases d_b bias_grad biases_grad grad_bias grad_biases "
        "b_gradient gradient_b bias_gradient delta_b b_delta"
    ),
    "W": "w weight weights theta syn",
    "b": "b bias biases",
    "out": (
        "yhat y_hat y_pred ypred probs predictions prediction al p prob out output outputs "
        "pred preds"
    ),
    "J": (
        "j loss cost total_loss data_loss nll error_value mse bce cross_entropy objective "
        "train_loss loss_value nll_loss ce_loss mse_loss bce_loss"
    ),
    "Y": (
        "y t target targets label labels y_true ytrue y_train ytrain y_batch yb batch_y onehot "
        "one_hot y_onehot y_one_hot ys y_enc desired ybatch y_i yi y_mini"
    ),
    "rate": "lr alpha learning_rate eta step_size rate epsilon stepsize",
}
_GUESSED = frozenset(
    ["l", "layer", "p", "out", "output", "outputs", "pred", "preds", "u", "pre", "net", "prob"]
)
_GRADIENTS = re.compile(r"(?:\w*(?:grad|nabla|deriv)\w*|gs?|dp|d_?params)\[")
"""What holds gradients: grads["W1"] is a dW."""
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name stands for: a kind of value, and the layer's number as the program counts."""

    kind: str
    number: int | None = None
    layer: int | None = None
    """The layer itself, where it is known to which one the name belongs."""
    sure: bool = field(default=True, compare=False)
    """Whether the name is used for hardly anything else; another means it by its size alone."""


@lru_cache(maxsize=4096)  # a name is asked for at each of its operations
def meaning(name: str) -> Meant | None:
    """Return what a name means: `grads["dW1"]` is the dW of number 1; None for other names."""
    name = _COMPUTED_KEY.sub(r'["\1"]', name.strip()).removesuffix(".data")
    is_gradient = name.endswith(".grad")  # of a parameter that holds its own
    name = name.removesuffix(".grad")
    found = _LAST.search(name)
    if found is None or not _PATH.fullmatch(name) or name.endswith((".T", ".shape", ".size")):
        return None
    word = (found[1] or found[2]).lower()
    if is_gradient or (found[1] and _GRADIENTS.match(name.rpartition(".")[2].lower())):
        word = word if word.startswith("d") else f"d{word}"
    sure = word.strip("_") not in _GUESSED
    if kind := _KIND_OF.get(word.strip("_")):
        return Meant(kind, sure=sure)
    numbered = _NUMBERED.fullmatch(word)
    if numbered is None:
        return None
    plain = "_".join(part for part in (numbered[1].strip("_"), numbered[3]) if part)
    kind = _KIND_OF.get(plain)
    return Meant(kind, int(numbered[2]), sure=plain not in _GUESSED) if kind else None
