"""The commands that take something: each builds a node from what the parser reads next."""

from __future__ import annotations

from tutor.typeset.environments import environment
from tutor.typeset.lexer import TexToken
from tutor.typeset.nodes import (
    Accent,
    Brace,
    Fenced,
    Fraction,
    MathRow,
    Node,
    Root,
    Scripts,
    Symbol,
    items_of,
)
from tutor.typeset.parser import Builder, Parser
from tutor.typeset.symbols import BLACKBOARD, CALLIGRAPHIC, CHARACTERS


def fraction(parser: Parser, command: TexToken) -> Node:
    return Fraction(parser.argument(command), parser.argument(command))


def binomial(parser: Parser, command: TexToken) -> Node:
    inside = Fraction(parser.argument(command), parser.argument(command), bar=False)
    return Fenced("(", ")", inside)


def root(parser: Parser, command: TexToken) -> Node:
    index = parser.option(command)
    return Root(parser.argument(command), index)


def plain(parser: Parser, command: TexToken) -> Node:
    """Read a font that a terminal draws like any other."""
    return parser.argument(command)


def letters(parser: Parser, command: TexToken) -> Node:
    """Read a font that has letters of its own, for some of the alphabet."""
    font = BLACKBOARD if command.text == "mathbb" else CALLIGRAPHIC
    return MathRow(tuple(_in_font(item, font) for item in items_of(parser.argument(command))))


def _in_font(item: Node, font: dict[str, str]) -> Node:
    if isinstance(item, Symbol) and item.text in font:
        return Symbol(font[item.text])
    return item


def accent(parser: Parser, command: TexToken) -> Node:
    mark = command.text.removeprefix("wide").replace("overline", "bar")
    return Accent(parser.argument(command), mark)


def words(parser: Parser, command: TexToken) -> Node:
    return Symbol(parser.words(command))


def operator(parser: Parser, command: TexToken) -> Node:
    limits = parser.star()
    return Symbol(parser.words(command), "op", limits)


def brace(parser: Parser, command: TexToken) -> Node:
    return Brace(parser.argument(command), over=command.text == "overbrace")


def underset(parser: Parser, command: TexToken) -> Node:
    label, base = parser.argument(command), parser.argument(command)
    return Scripts(base, sub=label, sup=None, limits=True)


def overset(parser: Parser, command: TexToken) -> Node:
    label, base = parser.argument(command), parser.argument(command)
    return Scripts(base, sub=None, sup=label, limits=True)


def fenced(parser: Parser, command: TexToken) -> Node:
    left = parser.delimiter(command)
    body = parser.nested_row(command)
    if not parser.at_command("right"):
        parser.unclosed(command, "this \\left", "\\right")
    return Fenced(left, parser.delimiter(parser.next()), body)


def sized(parser: Parser, command: TexToken) -> Node:
    """Read \\big and its like: one row is as tall as a delimiter gets without \\left."""
    delimiter = parser.delimiter(command)
    if command.text[-1] == "l":
        return Symbol(delimiter, "open")
    if command.text[-1] == "r":
        return Symbol(delimiter, "close")
    return CHARACTERS.get(delimiter) or Symbol(delimiter)


def _each(names: str, builder: Builder) -> dict[str, Builder]:
    return dict.fromkeys(names.split(), builder)


BUILDERS: dict[str, Builder] = {
    **_each("frac dfrac tfrac cfrac", fraction),
    "binom": binomial,
    "sqrt": root,
    **_each("mathbf boldsymbol bm mathrm mathit mathsf mathtt mathnormal", plain),
    **_each("mathbb mathcal mathscr", letters),
    **_each("hat widehat bar overline vec tilde widetilde dot ddot underline", accent),
    **_each("text textrm textbf textit textsf texttt mbox", words),
    "operatorname": operator,
    **_each("underbrace overbrace", brace),
    "underset": underset,
    **_each("overset stackrel", overset),
    "left": fenced,
    **_each("big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr", sized),
    "begin": environment,
}
