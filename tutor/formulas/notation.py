"""A typed formula in the course's own notation: `dZ2 @ A1.T / m` as LaTeX to be typeset."""

from __future__ import annotations

import re

from engine.formula import Apply, Name, Node, Number, parse, walk
from engine.spelling import GREEK
from tutor.formulas.numbers import spell

# How tightly a piece of LaTeX holds together; a looser piece goes in brackets inside a tighter one.
SUM, PRODUCT, SIGNED, POWER, ATOM = range(5)

LAYERED = {"W", "b", "Z", "A", "z", "a", "g", "n"}
"""The symbols whose number is a layer's: W1 is W^{[1]}, whereas x1 is x_1."""

COMPARISONS = {
    "less": "<",
    "less_equal": r"\leq",
    "greater": ">",
    "greater_equal": r"\geq",
    "equal": "=",
    "not_equal": r"\neq",
}


def latex(text: str) -> str:
    """Return a typed formula as LaTeX; raises FormulaError when it cannot be read."""
    return _latex(parse(text))[0]


def symbol(name: str, power: str = "") -> str:
    r"""Return a name as LaTeX with `power` as its superscript: dZ2 is dZ^{[2]}, n_x is n_{x}."""
    d, core = ("d", name[1:]) if re.match(r"d[A-Za-z]", name) and name not in GREEK else ("", name)
    base, _, below = core.partition("_")
    numbered = re.fullmatch(r"([A-Za-z]+)(\d+)", base)
    above = power
    if numbered and not below:
        base, number = numbered.groups()
        if base in LAYERED:
            above = f"[{number}]{power}"
        else:
            below = number
    hat = (base.endswith("hat") and len(base) > 3) or below == "hat"
    base = base.removesuffix("hat") if hat and below != "hat" else base
    below = "" if below == "hat" else below
    if base in GREEK:
        base = f"\\{base}"
    elif len(base) > 1:
        base = rf"\text{{{base}}}"
    if hat:
        base = rf"\hat{{{base}}}"
    if len(below) > 1 and not below.isdigit():
        below = rf"\text{{{below.replace('_', ' ')}}}"
    return d + base + (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")


def _latex(node: Node) -> tuple[str, int]:
    """Return a tree as LaTeX, and how tightly it holds together."""
    match node:
        case Number(value):
            return _number(value), ATOM if value >= 0 else SIGNED
        case Name(name):
            return symbol(name), ATOM
        case Apply("add" | "subtract" as sign, (left, right)):
            operator = "+" if sign == "add" else "-"
            after = _inside(right, PRODUCT if sign == "subtract" else SUM)
            after = _bracketed(right) if after.startswith("-") else after
            return f"{_inside(left, SUM)} {operator} {after}", SUM
        case Apply("multiply", (left, right)):
            operator = r"\odot" if _is_array(left) and _is_array(right) else r"\cdot"
            return f"{_inside(left, PRODUCT)} {operator} {_inside(right, POWER)}", PRODUCT
        case Apply("matmul" | "dot", (left, right)):
            return f"{_inside(left, PRODUCT)} {_inside(right, POWER)}", PRODUCT
        case Apply("divide", (left, right)):
            return rf"\frac{{{_latex(left)[0]}}}{{{_latex(right)[0]}}}", POWER
        case Apply("negative", (inner,)):
            return f"-{_inside(inner, PRODUCT)}", SIGNED
        case Apply("power" | "square", arguments):
            exponent = _latex(arguments[1])[0] if len(arguments) == 2 else "2"
            return f"{_base(arguments[0])}^{{{exponent}}}", POWER
        case Apply("transpose", (Name(name),)):
            return symbol(name, r"\top"), POWER
        case Apply("transpose", (inner,)):
            return rf"{_bracketed(inner)}^{{\top}}", POWER
        case Apply(function, (left, right)) if function in COMPARISONS:
            claim = f"{_inside(left, SUM)} {COMPARISONS[function]} {_inside(right, SUM)}"
            return rf"\mathbf{{1}}_{{[{claim}]}}", ATOM
    return _called(node)


def _called(node: Apply) -> tuple[str, int]:
    """Return a function at work as LaTeX."""
    written = [_latex(argument)[0] for argument in node.arguments]
    match node.function:
        case "exp":
            return f"e^{{{written[0]}}}", POWER
        case "sqrt":
            return rf"\sqrt{{{written[0]}}}", ATOM
        case "abs":
            return rf"\left|{written[0]}\right|", ATOM
        case "floor":
            return rf"\left\lfloor {written[0]} \right\rfloor", ATOM
        case "ceil":
            return rf"\left\lceil {written[0]} \right\rceil", ATOM
        case "sum":
            axis = dict(node.options).get("axis")
            below = "" if axis is None else rf"_{{\text{{axis {axis}}}}}"
            return rf"\sum{below} {_inside(node.arguments[0], PRODUCT)}", PRODUCT
    names = {"sigmoid": r"\sigma", "log2": r"\log_{2}", "log10": r"\log_{10}"}
    names |= {name: f"\\{name}" for name in ("log", "max", "min", "sin", "cos", "tanh")}
    shown = {"relu": "ReLU"}.get(node.function, node.function)
    name = names.get(node.function, rf"\operatorname{{{shown}}}")
    return rf"{name}\left({', '.join(written)}\right)", POWER


def _inside(node: Node, tightness: int) -> str:
    text, own = _latex(node)
    return text if own >= tightness else rf"\left({text}\right)"


def _bracketed(node: Node) -> str:
    return rf"\left({_latex(node)[0]}\right)"


def _base(node: Node) -> str:
    """Return what is raised to a power: in brackets, unless it is bare enough to carry one."""
    text, own = _latex(node)
    return text if own == ATOM and "^" not in text else rf"\left({text}\right)"


def _number(value: float) -> str:
    mantissa, _, exponent = spell(value).partition("e")
    if mantissa == "inf":
        return r"\infty"
    if not exponent:
        return mantissa
    ten = f"10^{{{int(exponent)}}}"
    return ten if mantissa == "1" else rf"{mantissa} \cdot {ten}"


def _is_array(node: Node) -> bool:
    """Guess whether a piece is an array: in the course's notation these have capital letters."""
    names = (part.id for part in walk(node) if isinstance(part, Name))
    return any(re.match(r"d?[A-Z]", name) for name in names)
