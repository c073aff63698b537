"""Tokens in, nodes out; every mistake in the source becomes a TexError here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn, TypeAlias

from tutor.typeset.errors import TexError, nearest
from tutor.typeset.lexer import TexToken, tokens
from tutor.typeset.nodes import Brace, MathRow, Node, Scripts, Space, Symbol
from tutor.typeset.symbols import CHARACTERS, COMMANDS, DELIMITERS, IGNORED, SPACES

MAX_DEPTH = 30
CLOSING = ("end", "}", "&", "newline")
SCRIPT_MARKS = ("^", "_", "'")

STRAY = {
    "}": "this } closes nothing; write \\} for the sign",
    "&": "& belongs in an environment such as aligned or bmatrix; write \\& for the sign",
    "newline": "\\\\ belongs in an environment such as aligned or cases",
    "\\right": "\\right without a \\left before it",
    "\\end": "\\end without a \\begin before it",
}


class Parser:
    """A recursive descent over the tokens; `token` is the one to be read next."""

    def __init__(self, tex: str, builders: Mapping[str, Builder]) -> None:
        self.found = tokens(tex)
        self.builders = builders
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> TexToken:
        return self.found[self.index]

    def next(self) -> TexToken:
        token = self.token
        self.index += token.kind != "end"
        return token

    def next_but_blank(self) -> TexToken:
        """Read the next token that is no blank."""
        self.skip_blank()
        return self.next()

    def skip_blank(self) -> None:
        self.index += self.token.kind == "space"

    def at_char(self, char: str) -> bool:
        return self.token.kind == "char" and self.token.text == char

    def at_command(self, name: str) -> bool:
        return self.token.kind == "command" and self.token.text == name

    def stray(self, token: TexToken) -> NoReturn:
        """Say that `token` stands where nothing is open for it."""
        key = str(token) if token.kind == "command" else token.kind
        raise TexError(STRAY.get(key, f"nothing can be done with {token} here"), token.position)

    def unclosed(self, opener: TexToken, what: str, wanted: str) -> NoReturn:
        """Say that what `opener` opened does not end as it should."""
        before = "" if self.token.kind == "end" else f" before {self.token}"
        raise TexError(f"{what} is not closed by {wanted}{before}", opener.position)

    # -- rows and scripts

    def whole(self) -> MathRow:
        """Read the whole formula."""
        row = self.row()
        if self.token.kind != "end":
            self.stray(self.token)
        return row

    def row(self, stop: str = "") -> MathRow:
        """Read nodes up to a token that closes something, or to the character `stop`."""
        items: list[Node] = []
        while not self.at_close(stop):
            token = self.next()
            if token.kind == "space":
                if items and not self.at_close(stop):
                    items.append(Space(0))
            elif token.kind != "command" or token.text not in IGNORED:
                node = self.nucleus(token)
                items.append(node if isinstance(node, Space) else self.scripted(node))
        return MathRow(tuple(items))

    def at_close(self, stop: str = "") -> bool:
        if self.token.kind == "command":
            return self.token.text in ("right", "end")
        return self.token.kind in CLOSING or self.at_char(stop)

    def scripted(self, base: Node) -> Node:
        """Return `base` with the scripts and primes that follow it, if any."""
        sub: Node | None = None
        sup: Node | None = None
        primes = 0
        limits = base.limits if isinstance(base, Symbol) else isinstance(base, Brace)
        while token := self.script_token():
            if token.kind == "'":
                primes += 1
            elif token.kind == "command":
                limits = token.text == "limits"
            elif token.kind == "_":
                sub = self.script(token, sub)
            else:
                sup = self.script(token, sup)
        if primes:
            sup = MathRow((Symbol("′" * primes), *((sup,) if sup else ())))
        return Scripts(base, sub, sup, limits) if sub or sup else base

    def script_token(self) -> TexToken | None:
        """Read the next token if it is one that changes the base before it."""
        ahead = self.found[self.index + (self.token.kind == "space")]
        if ahead.kind in SCRIPT_MARKS or str(ahead) in ("\\limits", "\\nolimits"):
            return self.next_but_blank()
        return None

    def script(self, token: TexToken, present: Node | None) -> Node:
        if present is not None:
            name = "subscripts" if token.kind == "_" else "superscripts"
            raise TexError(f"two {name} on one base; put braces around one", token.position)
        return self.argument(token)

    # -- single nodes

    def nucleus(self, token: TexToken) -> Node:
        """Return what `token` begins, without its scripts."""
        match token.kind:
            case "{":
                return self.group(token)
            case "command":
                return self.command(token)
            case "char":
                symbol = CHARACTERS.get(token.text) or Symbol(token.text)
                return Space(1) if token.text == "~" else symbol
            case _:  # a script without a base: ^ _ '
                self.index -= 1
                return Symbol("")

    def group(self, opener: TexToken) -> MathRow:
        row = self.nested_row(opener)
        if self.token.kind != "}":
            self.unclosed(opener, "this {", "}")
        self.next()
        return row

    def nested_row(self, opener: TexToken, stop: str = "") -> MathRow:
        self.enter(opener)
        row = self.row(stop)
        self.depth -= 1
        return row

    def enter(self, token: TexToken) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TexError(f"a formula may be nested {MAX_DEPTH} deep, not more", token.position)

    def argument(self, command: TexToken) -> Node:
        """Read what `command` applies to: braces, or one symbol."""
        self.skip_blank()
        if self.at_close() or self.token.kind in SCRIPT_MARKS:
            raise TexError(f"{command} needs something in braces after it", command.position)
        if self.token.kind == "{":
            return self.group(self.next())
        self.enter(command)
        node = self.nucleus(self.next())
        self.depth -= 1
        return node

    def command(self, token: TexToken) -> Node:
        name = token.text
        if symbol := COMMANDS.get(name):
            return symbol
        if space := SPACES.get(name):
            return space
        if build := self.builders.get(name):
            return build(self, token)
        resembles = nearest(name, (*COMMANDS, *SPACES, *self.builders))
        hint = f"; did you mean \\{resembles}?" if resembles else ""
        if not hint and name.isalpha():
            hint = "; a name goes in \\operatorname{}"
        raise TexError(f"unknown command {token}{hint}", token.position)

    # -- what the builders of commands ask for

    def option(self, command: TexToken) -> MathRow | None:
        """Read what stands in brackets, as the index of \\sqrt, if there are any."""
        self.skip_blank()
        if not self.at_char("["):
            return None
        opener = self.next()
        row = self.nested_row(opener, stop="]")
        if not self.at_char("]"):
            self.unclosed(opener, f"the index of {command}", "]")
        self.next()
        return row

    def words(self, command: TexToken) -> str:
        """Read the braces of \\text: characters as they are, and no mathematics."""
        opener = self.next_but_blank()
        if opener.kind != "{":
            raise TexError(f"{command} needs its words in braces", command.position)
        letters = []
        while self.token.kind not in ("}", "end"):
            letters.append(_letter(self.next(), command))
        if self.token.kind == "end":
            self.unclosed(opener, "this {", "}")
        self.next()
        return "".join(letters)

    def name(self, command: TexToken) -> str:
        """Read a plain name in braces: that of an environment, or a list of columns."""
        name = self.words(command).strip()
        if not name:
            raise TexError(f"{command} needs a name in braces", command.position)
        return name

    def star(self) -> bool:
        """Read the star of a command's second form, if there is one."""
        starred = self.at_char("*")
        self.index += starred
        return starred

    def delimiter(self, command: TexToken) -> str:
        """Read the delimiter after \\left, \\right or \\big."""
        token = self.next_but_blank()
        if str(token) not in DELIMITERS:
            message = f"{command} needs a delimiter such as ( [ \\{{ | or . after it"
            raise TexError(message, command.position)
        return DELIMITERS[str(token)]


def _letter(token: TexToken, command: TexToken) -> str:
    """Return what `token` is inside \\text."""
    if token.kind == "command":
        if token.text in SPACES:
            return " " * max(SPACES[token.text].width, 0)
        if len(token.text) == 1 and token.text in COMMANDS:
            return COMMANDS[token.text].text
    elif token.kind == "space" or token.text == "~":
        return " "
    elif token.kind not in ("{", "newline"):
        return token.text
    raise TexError(f"{token} cannot stand inside {command}; close it first", token.position)


Builder: TypeAlias = Callable[[Parser, TexToken], Node]
"""Makes a node of a command, reading from the parser what the command takes."""
