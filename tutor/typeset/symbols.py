"""The commands that stand for a sign, and the class of every sign.

Glyphs are chosen for common terminal fonts: one cell wide and outside the astral planes, so
\\mathbf leaves letters plain and \\mathcal has only the script letters that fonts agree on.
"""

from __future__ import annotations

from tutor.typeset.nodes import Kind, Space, Symbol


def _named(kind: Kind, pairs: str, limits: bool = False) -> dict[str, Symbol]:
    words = pairs.split()
    return {
        name: Symbol(glyph, kind, limits)
        for name, glyph in zip(words[::2], words[1::2], strict=True)
    }


def _words(names: str, limits: bool = False) -> dict[str, Symbol]:
    return {name: Symbol(name, "op", limits) for name in names.split()}


COMMANDS: dict[str, Symbol] = {
    **_named(
        "ord",
        "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ "
        "iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ varrho ρ sigma σ varsigma ς tau τ "
        "upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π "
        "Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω "
        "partial ∂ nabla ∇ infty ∞ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ forall ∀ exists ∃ neg ¬ lnot ¬ "
        "emptyset ∅ varnothing ∅ angle ∠ top ⊤ bot ⊥ prime ′ dagger † degree ° "
        "ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ checkmark ✓ square □ "
        "% % $ $ # # & & _ _",
    ),
    **_named(
        "bin",
        "cdot · times × div ÷ pm ± mp ∓ odot ⊙ oplus ⊕ ominus ⊖ otimes ⊗ circ ∘ bullet • ast * "
        "star ⋆ cap ∩ cup ∪ setminus \\ wedge ∧ land ∧ vee ∨ lor ∨ bmod mod",
    ),
    **_named(
        "rel",
        "leq ≤ le ≤ geq ≥ ge ≥ lt < gt > neq ≠ ne ≠ approx ≈ sim ~ simeq ≃ cong ≅ equiv ≡ propto ∝ "
        "ll ≪ gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ mid | parallel ∥ "
        "perp ⊥ to → rightarrow → longrightarrow → leftarrow ← gets ← longleftarrow ← "
        "leftrightarrow ↔ Rightarrow ⇒ implies ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔ mapsto ↦ "
        "uparrow ↑ downarrow ↓ coloneqq := triangleq ≜ therefore ∴ models ⊨",
    ),
    **_named("punct", "colon :"),
    **_named(
        "open",
        "{ { lbrace { lbrack [ lvert | lVert ‖ langle ⟨ lfloor ⌊ lceil ⌈",
    ),
    **_named(
        "close",
        "} } rbrace } rbrack ] rvert | rVert ‖ rangle ⟩ rfloor ⌋ rceil ⌉",
    ),
    **_named("bar", "vert | | ‖ Vert ‖"),
    **_named("sum", "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⊕ bigotimes ⊗", limits=True),
    **_named("sum", "int ∫ iint ∬ oint ∮"),
    **_words("log ln lg exp sin cos tan cot sinh cosh tanh coth arcsin arccos arctan arg dim ker"),
    **_words("max min sup inf lim det gcd Pr argmax argmin limsup liminf", limits=True),
}

CHARACTERS: dict[str, Symbol] = {
    **{symbol.text: symbol for symbol in COMMANDS.values() if len(symbol.text) == 1},
    "+": Symbol("+", "bin"),
    "-": Symbol("−", "bin"),
    "−": Symbol("−", "bin"),
    "*": Symbol("*", "bin"),
    "|": Symbol("|", "bar"),
    "‖": Symbol("‖", "bar"),
    **{char: Symbol(char, "rel") for char in "=<>:"},
    **{char: Symbol(char, "punct") for char in ",;"},
    **{char: Symbol(char, "open") for char in "(["},
    **{char: Symbol(char, "close") for char in ")]"},
}

SPACES: dict[str, Space] = {
    "!": Space(-1),
    **{name: Space(1) for name in (",", ":", ";", " ", ">", "thinspace", "enspace")},
    "quad": Space(3),
    "qquad": Space(6),
}

# Commands that change nothing on a grid of cells.
IGNORED = frozenset(["displaystyle", "textstyle", "scriptstyle", "nonumber", "notag"])

BLACKBOARD = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
CALLIGRAPHIC = dict(zip("BEFHILMR", "ℬℰℱℋℐℒℳℛ", strict=True))

# What may follow \left and \right, by its source.
DELIMITERS: dict[str, str] = {
    **{char: char for char in "()[]|"},
    "<": "⟨",
    ">": "⟩",
    ".": "",
    **{
        f"\\{name}": symbol.text
        for name, symbol in COMMANDS.items()
        if symbol.kind in ("open", "close", "bar")
    },
}
