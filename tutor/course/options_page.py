"""One page of Markdown with every option of every directive, made from their models."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from tutor.course.option_words import Schema, takes, title_of, without
from tutor.course.parts import options_model
from tutor.live.directives import DIRECTIVES
from tutor.live.fit.options import FitOptions, RunOptions
from tutor.live.playground.options import PlaygroundOptions
from tutor.runs.run import FIGURES as RUN_FIGURES
from tutor.settings.table import SETTINGS

BEGINNING = """# All options of all directives

`nn-tutor schema --page` makes this page; nothing is written into it by hand. What each directive is
for, with examples, stands in [README.md](README.md), and `nn-tutor gallery` shows each at work.

A directive takes its options as YAML between its fences, and any other name is a fault. Behind
`{question}` stands the id of a question, behind `{definition}` the term. The callouts `{note}`,
`{tip}`, `{warning}` and `{definition}` hold text and have no options.
"""
_OF_RUNS = """
## Settings of a training

They have the names of the flags of `nn-tutor train`; what is left out is as the engine has it.
"""
_HEAD = "\n| option | takes | without it | what it is |\n|---|---|---|---|"


def options_page() -> str:
    """Return the page."""
    models = {name: options_model(name) for name in ("question", *DIRECTIVES)}
    lines = [BEGINNING]
    held: dict[str, type[BaseModel]] = {}
    for name, model in models.items():
        lines += [f"\n## {{{name}}}\n", _description(model), *_table(model), *_figures(model)]
        held |= _held(model)
    lines += [_OF_RUNS.rstrip("\n"), *_table(RunOptions, whole=True)]
    lines.append("\n## What stands within options")
    for title, model in sorted(held.items()):
        lines += [f"\n### {title_of(title)}\n", _description(model), *_table(model)]
    return "\n".join(lines) + "\n"


def _description(model: type[BaseModel]) -> str:
    told = " ".join((model.__doc__ or "").strip().partition("\n\n")[0].split())
    if issubclass(model, RunOptions):
        told += " It also takes the [settings of a training](#settings-of-a-training)."
    return told


def _table(model: type[BaseModel], whole: bool = False) -> Iterator[str]:
    """Yield a table of a model's options; those of a training only if they are the `whole`."""
    yield _HEAD
    runs = {} if whole or not issubclass(model, RunOptions) else RunOptions.model_fields
    schema, said = model.model_json_schema(by_alias=True), below_fields(model)
    for name, field in model.model_fields.items():
        if name not in runs:
            option: Schema = schema["properties"][field.alias or name]
            cells = (f"`{field.alias or name}`", takes(option), without(option), said[name])
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _figures(model: type[BaseModel]) -> Iterator[str]:
    names = getattr(model, "FIGURES", ())
    if model in (FitOptions, PlaygroundOptions):
        names = ("epoch", *RUN_FIGURES)
    if names:
        yield f"\nThe formula of a task may use {', '.join(f'`{name}`' for name in names)}."


def _held(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return the models that a model's options are made of, by name, at any depth."""
    found: dict[str, type[BaseModel]] = {}

    def look(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.__name__ not in found:
            found[kind.__name__] = kind
            found.update(_held(kind))
        for inner in getattr(kind, "__args__", ()):
            look(inner)

    for field in model.model_fields.values():
        look(field.annotation)
    return found


def below_fields(model: type[BaseModel]) -> dict[str, str]:
    """Return what is said of each field: below it in the source, else in the table."""
    rows = [row for name, row in SETTINGS.items() if name in model.model_fields]
    said = {row.name: _sentence(row.about.partition(";")[0]) for row in rows}
    for kind in reversed(model.__mro__):
        if issubclass(kind, BaseModel) and kind is not BaseModel:
            for field, below in pairwise(_body(kind)):
                match field, below:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(ast.Constant(str(text))),
                    ):
                        said[name] = " ".join(text.split())
    return said


def _body(kind: type) -> list[ast.stmt]:
    """Return what stands in a class as its module's source has it, nothing for one made by code.

    `inspect.getsource` of a class depends on what a Python keeps of it; the module's does not.
    """
    module = ast.parse(inspect.getsource(sys.modules[kind.__module__]))
    found = (node for node in module.body if isinstance(node, ast.ClassDef))
    return next((node.body for node in found if node.name == kind.__name__), [])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
