"""What can be copied from a page: its code blocks and its formulas."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets.markdown import MarkdownFence

from tutor.screens.chooser import Offer
from tutor.widgets.prose import Formula

PROMPTS = (">>> ", "... ")


def copyable(page: Widget) -> list[Offer[tuple[str, str]]]:
    """Return, in the order of the page, each text to copy with the word for what it is."""
    choices: list[Offer[tuple[str, str]]] = []
    for node in page.query("MarkdownFence, Formula"):
        if isinstance(node, MarkdownFence):
            choices.append(_choice(runnable(node.code), "the code"))
        elif isinstance(node, Formula):
            choices.append(_choice(node.tex, "the formula"))
    return choices


def runnable(code: str) -> str:
    """Return the code of a session with `>>>` prompts, without prompts and without results."""
    lines = code.splitlines()
    if not any(line.startswith(PROMPTS[0]) for line in lines):
        return code
    typed = [line for line in lines if line.startswith(PROMPTS) or line.rstrip() in (">>>", "...")]
    return "\n".join(line[len(PROMPTS[0]) :] for line in typed)


def _choice(text: str, what: str) -> Offer[tuple[str, str]]:
    first_line = text.strip().splitlines()[0] if text.strip() else ""
    label = Content.assemble((f"{what.removeprefix('the '):<9}", "dim"), first_line)
    return Offer(label, (text, what))
