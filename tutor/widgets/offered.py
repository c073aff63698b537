"""A line of a list that knows what it stands for."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.content import Content
from textual.widgets.option_list import Option

T = TypeVar("T")


class Offered(Option, Generic[T]):
    """What was chosen stays what it was, though the list is filled anew before that is told."""

    def __init__(self, label: Content, value: T) -> None:
        super().__init__(label)
        self.value = value
