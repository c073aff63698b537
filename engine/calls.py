"""The functions that a formula may call, by their names and with how many arguments."""

from __future__ import annotations

from engine.spelling import FormulaError, Token

_MANY = range(1, 100)
FUNCTIONS: dict[str, range] = {
    **dict.fromkeys(("abs", "exp", "log", "log2", "log10", "sqrt", "square"), range(1, 2)),
    **dict.fromkeys(("sin", "cos", "tanh", "sigmoid", "relu", "softmax"), range(1, 2)),
    **dict.fromkeys(("floor", "ceil", "round", "sign", "negative", "transpose"), range(1, 2)),
    **dict.fromkeys(("sum", "mean"), range(1, 2)),
    **dict.fromkeys(("max", "min"), _MANY),
    **dict.fromkeys(("add", "subtract", "multiply", "divide", "power"), range(2, 3)),
    **dict.fromkeys(("matmul", "dot", "outer"), range(2, 3)),
}
"""How many arguments each takes."""
REDUCING = frozenset({"sum", "mean", "max", "min"})
"""Those that axis and keepdims go with."""
ALIASES = {
    "ln": "log",
    "absolute": "abs",
    "fabs": "abs",
    "pow": "power",
    "neg": "negative",
    "maximum": "max",
    "minimum": "min",
    "sigma": "sigmoid",
    "logistic": "sigmoid",
}
_INSTEAD = {
    "tan": "sin(a)/cos(a)",
    "lg": "log10(x)",
    "lb": "log2(x)",
    "sinh": "(exp(x) - exp(-x))/2",
    "cosh": "(exp(x) + exp(-x))/2",
    "softplus": "log(1 + exp(x))",
    "logit": "log(p/(1 - p))",
    "leaky_relu": "max(0.01*x, x)",
    "leakyrelu": "max(0.01*x, x)",
    "elu": "max(x, 0) + min(exp(x) - 1, 0)",
    "swish": "x*sigmoid(x)",
    "silu": "x*sigmoid(x)",
    "step": "x >= 0",
    "heaviside": "x >= 0",
    "clip": "min(max(x, low), high)",
    "where": "(c > 0)*a + (c <= 0)*b",
    "cbrt": "x**(1/3)",
    "hypot": "sqrt(x**2 + y**2)",
    "var": "mean((x - mean(x))**2)",
    "std": "sqrt(mean((x - mean(x))**2))",
    "norm": "sqrt(sum(x**2))",
    "mod": "x - y*floor(x/y)",
}
"""How to write what is not among them."""
_NONE = frozenset(f"{arc}{name}" for arc in ("a", "arc") for name in ("sin", "cos", "tan", "tanh"))
"""What cannot be written with those there are."""
_LISTED = (
    "exp, log (the natural one, also ln), log2, log10, sqrt, square, abs, sign, sin, cos, tanh, "
    "sigmoid, relu, softmax, max, min, sum, mean, floor, ceil, round, transpose, dot, outer, matmul"
)


def function_called(called: Token) -> str:
    """Return the function that a name stands for: Sigmoid, σ and sigma are sigmoid.

    Raises FormulaError, which tells how to write what is missing.
    """
    name = called.text if called.text in FUNCTIONS else called.text.lower()
    name = ALIASES.get(name, name)
    if name not in FUNCTIONS:
        raise FormulaError(_unknown(called.text), called.position)
    return name


def _unknown(name: str) -> str:
    from difflib import get_close_matches  # only a typing mistake needs it

    message = f"There is no function {name} here."
    if name.lower() in _INSTEAD:
        return f"{message} Write {_INSTEAD[name.lower()]} for it."
    if name.lower() in _NONE:
        return f"{message} Known are {_LISTED}."
    if close := get_close_matches(name.lower(), [*FUNCTIONS, *ALIASES], n=1):
        return f"{message} Did you mean {close[0]}?"
    return f"{message} Known are {_LISTED}. To multiply, write {name}*(...)."


def wrong_count(name: str, given: int) -> str:
    """Return what to say about a wrong number of arguments."""
    due = FUNCTIONS[name]
    takes = "one argument or more" if due is _MANY else ("one argument", "2 arguments")[due[0] - 1]
    base = " For another base, write log(x)/log(b)." if name == "log" and given == 2 else ""
    return f"{name} takes {takes}, not {given}.{base}"


def is_function(name: str) -> bool:
    """Whether a function is called so, in any capitals."""
    return name.lower() in FUNCTIONS or name.lower() in ALIASES
