"""The settings as options of a lesson and its questions: pydantic checks their limits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, create_model

from tutor.settings.kinds import NumberKind, OneOf, Several, Sides, Switch
from tutor.settings.layers import (
    MOST_CONVOLUTIONS,
    MOST_FILTERS,
    MOST_LAYERS,
    MOST_UNITS,
    FiltersKind,
    HiddenKind,
)
from tutor.settings.setting import AUTO, Setting
from tutor.settings.table import SETTINGS

Model = TypeVar("Model", bound=BaseModel)
Most = Callable[[Setting], float | None]


def most_in_lessons(row: Setting) -> float | None:
    """Return the limit of a setting in lessons, None where it is as anywhere."""
    return row.lesson_most


def most_in_questions(row: Setting) -> float | None:
    """Return the limit of a setting in questions, None where it is as anywhere."""
    return row.question_most or row.lesson_most


def with_settings(
    most: Most,
    usual: Mapping[str, Any],
    *,
    among: Collection[str] = SETTINGS,
    short_names: bool = False,
) -> Callable[[type[Model]], type[Model]]:
    """Give a model a field for every setting `among` all that it does not declare itself.

    What is not in `usual`, or None there, is left to the engine.
    """

    def with_fields(model: type[Model]) -> type[Model]:
        rows = [row for row in SETTINGS.values() if row.in_lessons and row.name in among]
        fields: dict[str, Any] = {
            row.name: _field(
                _type(row, most(row)), usual.get(row.name), row.short if short_names else ""
            )
            for row in rows
            if row.name not in model.model_fields
        }
        return create_model(
            model.__name__,
            __base__=model,
            __doc__=model.__doc__,
            __module__=model.__module__,
            **fields,
        )

    return with_fields


def _field(hint: Any, usual: Any, short: str) -> tuple[Any, Any]:
    return (hint | None if usual is None else hint), Field(usual, alias=short or None)


def _type(row: Setting, most: float | None) -> Any:
    kind = row.kind
    if isinstance(kind, Switch):
        return bool
    if isinstance(kind, Sides):
        pair = rf"^(\d+x\d+{''.join(f'|{word}' for word in kind.words)})$"
        return _number(kind, kind.high) | Annotated[str, Field(pattern=pair)]
    if isinstance(kind, NumberKind):
        return _number(kind, kind.high if most is None else most)
    if isinstance(kind, HiddenKind):
        return _list(_counted(most or MOST_UNITS), MOST_LAYERS)
    if isinstance(kind, FiltersKind):
        return _list(_counted(most or MOST_FILTERS), MOST_CONVOLUTIONS)
    if isinstance(kind, OneOf | Several):
        auto = {"auto"} if row.name in AUTO else set()  # in lessons it is left out instead
        word = Annotated[str, one_of([value for value in kind.values if value not in auto])]
        return _list(word) if isinstance(kind, Several) else word
    return str


def one_of(words: Sequence[str]) -> Any:
    """Return what tells which words a field takes; the engine sees to it that it is one."""
    return Field(json_schema_extra={"enum": [*words]})


def _number(kind: NumberKind, most: float) -> Any:
    if kind.whole:
        return Annotated[int, Field(ge=kind.low, le=most)]
    above, least = (kind.low, None) if kind.open_low else (None, kind.low)
    return Annotated[float, Field(gt=above, ge=least, le=most, allow_inf_nan=False)]


def _counted(most: float) -> Any:
    """A number of units or filters, or a few words about a layer."""
    return Annotated[int, Field(ge=1, le=most)] | str


def _list(each: Any, most: int | None = None) -> Any:
    # Strict models refuse YAML's lists where a tuple is declared, hence strict=False.
    return Annotated[tuple[each, ...], Field(max_length=most, strict=False)]
