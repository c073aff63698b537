"""Words that a program uses the other way round: `a` for sums beside `h`, `z` for activations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.matching import close_array
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event
from tutor.programs.reference import activated
from tutor.programs.slopes.words import last_word

OTHER = {"Z": "A", "A": "Z"}


def swapped_words(compared: ComparedPass) -> frozenset[str]:
    """Return the words for activations that all stand for sums, or those for sums the other way.

    A sum whose activation is left out says nothing of its word.
    """
    own = [*_own_layers(compared)]
    as_named, turned = set[str](), set[str]()
    for event in compared.each.events:
        meant = meaning(event.place.name) if event.place.name else None
        if meant is None or meant.kind not in OTHER or event.value.array.size < 2:
            continue
        kinds = [kind for kind in OTHER if any(close_array(numbers(event), o[kind]) for o in own)]
        if len(kinds) == 1:
            (as_named if meant.kind in kinds else turned).add(word_of(event))
    return frozenset(turned - as_named)


def word_of(event: Event) -> str:
    """Return the last word of what a value is called, without its numbers: "a" of self.a1."""
    name = event.place.name or ""
    return re.sub(r"[\d_]", "", last_word(name) or last_word(name.partition("[")[0]))


def _own_layers(compared: ComparedPass) -> Iterator[Mapping[str, Array]]:
    """Yield the program's own sums and activations of each layer that has both."""
    each = compared.each
    for layer in range(1, compared.depth + 1):
        Z = compared.own_sum(layer)
        is_last = layer == compared.depth
        A = activated(compared.reference.outputs, Z) if is_last else each.products[layer].below
        if not close_array(A, Z):
            yield {"Z": Z, "A": A}
