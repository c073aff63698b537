"""How a program that defines a network is to be called so that it trains, read from its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

_TRAINS = ("train", "fit", "learn", "optimi", "gradient_descent", "model", "nn_model", "run")
_STEPS = ("update", "step", "update_parameters", "update_params", "update_weights", "apply")
_MEANT = {
    "{X}": "x inputs features x_train train_x xs data samples",
    "{Y}": "y t targets target y_train train_y y_true y_onehot y_one_hot ys onehot",
    "labels": "labels classes y_labels",
    "epochs": "epochs n_epochs num_epochs iterations iters num_iterations n_iter n_iters steps "
    "max_iter max_epochs nb_epochs n_iterations num_iters",
    "learning_rate": "lr alpha learning_rate eta rate step_size",
    "batch_size": "batch_size size batch mini_batch_size minibatch_size bs batchsize",
    "seed": "seed random_state random_seed",
    "sizes": "sizes layers layer_sizes layer_dims layers_dims dims layer_dimensions units "
    "architecture layers_sizes topology",
    "sizes[0]": "n_x n_in n_inputs input_size input_dim n_input d_in in_features n_features "
    "input_nodes inputs_n nx d",
    "sizes[1]": "n_h n_hidden hidden_size hidden hidden_dim h n_units hidden_units hidden_nodes "
    "nh num_hidden",
    "sizes[-1]": "n_y n_out n_outputs output_size output_dim n_output d_out out_features "
    "n_classes num_classes output_nodes k ny c",
    "np.random.default_rng(seed)": "rng random generator",
    "False": "verbose print_cost print_every debug plot show",
}
_TEXT_OF = {name: text for text, names in _MEANT.items() for name in names.split()}
_ORIENTATIONS = (("X", "Y"), ("X.T", "Y.T"), ("X.T", "labels"))
_LOOP = """import numpy as np
network = {made}
order_of = np.random.default_rng(seed)
for epoch in range(epochs):
    order = order_of.permutation(X.shape[1])
    for start in range(0, X.shape[1], batch_size):
        these = order[start : start + batch_size]
        inputs, targets = X[:, these]{turned}, Y[:, these]{turned}
        output = network.{forward}(inputs)
        network.{backward}({given})
        network.{update}({rate})"""


def ways_to_call(code: str) -> list[str]:
    """Return texts that train with X, Y and the settings of a set-up, the likeliest first.

    Rows and columns cannot be told apart by names: of each there is one.
    """
    tree = ast.parse(code)
    found: list[str] = []
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) if name.lower().startswith(_TRAINS):
                if (arguments := _arguments(node.args)) is not None and "{X}" in arguments:
                    found.append(f"{name}({arguments})")
            case ast.ClassDef():
                found += _of_class(node)
    return [
        text.replace("{X}", X).replace("{Y}", Y).replace("{turned}", ".T" if X != "X" else "")
        for text in sorted(found, key=lambda each: "\n" in each)
        for X, Y in _ORIENTATIONS[: 2 if "\n" in text else None]
    ]


def _of_class(node: ast.ClassDef) -> Iterator[str]:
    methods = {each.name: each for each in node.body if isinstance(each, ast.FunctionDef)}
    start = methods.get("__init__")
    made = _arguments(start.args, own=True) if start else ""
    if made is None:
        return
    for name, method in methods.items():
        if name.lower().startswith(_TRAINS):
            arguments = _arguments(method.args, own=True)
            if arguments is not None and "{X}" in arguments:
                yield f"import numpy as np\n{node.name}({made}).{name}({arguments})"
    forward = next((name for name in ("forward", "feedforward", "predict") if name in methods), "")
    backward = next((name for name in ("backward", "backprop") if name in methods), "")
    update = next((name for name in _STEPS if name in methods), "")
    if forward and backward and update and "{X}" not in made:
        rate = _arguments(methods[update].args, own=True)
        given = _given_back(methods[backward].args.args[1:])
        if rate is not None and given is not None:
            yield (
                _LOOP.replace("{made}", f"{node.name}({made})")
                .replace("{forward}", forward)
                .replace("{backward}", backward)
                .replace("{update}", update)
                .replace("{rate}", rate)
                .replace("{given}", given)
            )


def _given_back(parameters: Sequence[ast.arg]) -> str | None:
    """Return what a way back is given: the inputs, the targets, or the slope of the output."""
    given = []
    for parameter in parameters:
        text = _TEXT_OF.get(parameter.arg.lower())
        named = {"{X}": "inputs", "{Y}": "targets"}.get(text or "", text)
        lower = parameter.arg.lower()
        if lower.startswith(("d", "grad", "slope", "err", "delta")):
            named = "output - targets"
        elif lower in ("out", "output", "yhat", "y_hat", "y_pred", "a", "probs"):
            named = "output"
        if named is None:
            return None
        given.append(named)
    return ", ".join(given)


def _arguments(parameters: ast.arguments, own: bool = False) -> str | None:
    """Return the arguments for these parameters; None where one that must be given is unknown."""
    names = [*parameters.posonlyargs, *parameters.args][1 if own else 0 :]
    needed = len(names) - len(parameters.defaults)
    given = []
    for place, parameter in enumerate(names):
        text = _TEXT_OF.get(parameter.arg.lower())
        if place < needed:
            if text is None:
                return None
            given.append(text)
        elif text is not None and text != "False":
            given.append(f"{parameter.arg}={text}")
    for parameter, default in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True):
        text = _TEXT_OF.get(parameter.arg.lower())
        if default is None and text is None:
            return None
        if text is not None and text != "False":
            given.append(f"{parameter.arg}={text}")
    return ", ".join(given)
