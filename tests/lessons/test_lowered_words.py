"""A formula in a sentence lowers all its words or none: z_true beside zₘₐₓ looks odd."""

from __future__ import annotations

import re

import pytest

from tutor.course.index import shipped_course
from tutor.typeset import TexError, inline

FORMULA = re.compile(r"(?<![$\\])\$([^$\n]+)\$")
ON_THE_LINE = re.compile(r"_[A-Za-z]{2,}")
LOWERED = re.compile("[ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]{2,}")


@pytest.mark.parametrize("ending", ["md", "yaml"])
def test_no_formula_mixes_lowered_words_and_words_on_the_line(ending: str) -> None:
    mixed = []
    for path in shipped_course().rglob(f"*.{ending}"):
        for tex in FORMULA.findall(path.read_text(encoding="utf-8")):
            try:
                shown = inline(tex)
            except TexError:  # such as a number still to be drawn
                continue
            if ON_THE_LINE.search(shown) and LOWERED.search(shown):
                mixed.append(f"{path.parent.name}/{path.name}: {shown}")
    assert not mixed
