"""One thing that is wrong with a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A symptom by name, in a sentence each: what was measured, what shows it, what would help."""

    symptom: str
    what: str
    look: str
    help: str
    """Empty where all that would help is on already."""

    @property
    def text(self) -> str:
        """What is wrong and what would help, for where the room is scarce."""
        return " ".join(filter(None, (self.what, self.help)))

    @property
    def all_text(self) -> str:
        """All of it."""
        return " ".join(filter(None, (self.what, self.look, self.help)))

    def record(self) -> dict[str, str]:
        """The finding as plain values, for JSON."""
        return {name: getattr(self, name) for name in ("symptom", "what", "look", "help")}
