"""What an exercise.yaml may say, a model for each of the five kinds."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, RootModel, model_validator

from tutor.assessment.fields import Listed, OneOrMore, QuizModel, Text, TwoOrMore
from tutor.assessment.parts import Option
from tutor.assessment.questions import Expression
from tutor.exercises.doctor_names import check_settings, check_shown

MOST_SECONDS = 60.0


def _name_of_python(text: str) -> str:
    if not text.isidentifier():
        raise ValueError(f"{text!r} is no name in Python")
    return text


PythonName = Annotated[str, AfterValidator(_name_of_python)]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Returned = Annotated[OneOrMore[PythonName], BeforeValidator(_listed)]
"""The names of what is returned; a single one need not stand in a list."""


class Distractor(QuizModel):
    """A line that does not belong into the program, and why."""

    line: str = Field(min_length=1)
    why: Text


class Bug(QuizModel):
    """Where starter.py is wrong, and what a learner may think of it."""

    line: int = Field(ge=1)
    also: Listed[int] = ()
    """Further lines that may be marked as well."""
    why: TwoOrMore[Option]

    @model_validator(mode="after")
    def _one_correct(self) -> Bug:
        if sum(option.correct for option in self.why) != 1:
            raise ValueError("exactly one reason under why is correct")
        return self


class DoctorLook(QuizModel):
    """A look into a training that is ill, and what it would tell."""

    text: Text
    tells: Text


class Treatment(QuizModel):
    """Something that may be done about a training that is ill: the settings that it changes."""

    text: Text
    settings: dict[str, Any] = Field(min_length=1)
    cures: bool = False
    """Whether it is the one that helps; what is judged is the run, not this."""


class DerivedLine(Expression):
    """A line of a derivation: an `expression` question, whose id and kind need not be written."""

    line: Text | None = None
    """How it stands above the next line once it is derived; else the answer as it is typed."""

    @model_validator(mode="before")
    @classmethod
    def _kind_known(cls, value: Any) -> Any:
        return {"kind": "expression", "id": "line", **value} if isinstance(value, dict) else value


class Written(QuizModel):
    """What each exercise.yaml says."""

    title: Text
    order: float = 1.0
    """Its place inside the lesson, the easiest first."""
    page: Text | None = None
    """The page after which it is offered, as links name it; else at the lesson's end."""
    task: Text
    hints: Listed[Text] = Field(default=(), max_length=6)
    explanation: Text | None = None


class Programmed(Written):
    """What the kinds say whose answer is a program."""

    hints: Annotated[TwoOrMore[Text], Field(max_length=6)]
    explanation: Text
    function: PythonName | None = None
    returns: Returned
    changes: Listed[PythonName] = ()
    """The inputs that the function is to change in place."""
    tolerance: float = Field(default=1e-7, gt=0, le=1)
    seconds: float = Field(default=5.0, gt=0, le=MOST_SECONDS)


class OwnNetwork(QuizModel):
    """A network that the learner's program trains, to be seen beside the engine's."""

    run: dict[str, Any] = Field(min_length=1)
    """The settings of the engine's run."""
    call: str = Field(min_length=1)
    """Python that trains it; finds X, Y, sizes, seed, epochs, batch_size and learning_rate."""

    @model_validator(mode="after")
    def _known_settings(self) -> OwnNetwork:
        check_settings(self.run, [])
        return self


class WrittenCode(Programmed):
    kind: Literal["code"]
    network: OwnNetwork | None = None


class WrittenParsons(Programmed):
    kind: Literal["parsons"]
    distractors: Listed[Distractor] = ()


class WrittenBug(Programmed):
    kind: Literal["bug"]
    bug: Bug


class WrittenDerivation(Written):
    kind: Literal["derivation"]
    steps: OneOrMore[DerivedLine]
    fades: bool = True
    """Whether it is offered a second time, without hints."""


class WrittenDoctor(Written):
    kind: Literal["doctor"]
    run: dict[str, Any] = Field(min_length=1)
    """The settings of the run, with its ailment; `csv` names a table in the exercise's folder."""
    finding: Text
    """What the tutor finds of the run, and no longer finds once it is cured."""
    symptoms: Listed[Text] = ()
    """The views beside the loss."""
    tests: TwoOrMore[DoctorLook]
    """The looks that would tell, the most useful first."""
    causes: TwoOrMore[Option]
    repair: TwoOrMore[Treatment]
    recovers: dict[str, float] = Field(min_length=1)
    """The figures that a cured run has at least, or, for losses and errors, at most."""

    @model_validator(mode="after")
    def _one_cause(self) -> WrittenDoctor:
        if sum(option.correct for option in self.causes) != 1:
            raise ValueError("exactly one of the causes is correct")
        if sum(treatment.cures for treatment in self.repair) != 1:
            raise ValueError("exactly one treatment under repair cures")
        return self

    @model_validator(mode="after")
    def _known_names(self) -> WrittenDoctor:
        """Names of settings, views, figures and findings are those that there are."""
        check_settings(self.run, [treatment.settings for treatment in self.repair])
        check_shown(self.symptoms, self.recovers, self.finding)
        return self


AnyWritten = WrittenCode | WrittenParsons | WrittenBug | WrittenDerivation | WrittenDoctor


class ExerciseFile(RootModel[Annotated[AnyWritten, Field(discriminator="kind")]]):
    """The whole of an exercise.yaml."""
