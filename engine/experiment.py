"""All choices of a training run as plain values, and the data, network and run they stand for.

    experiment = Experiment.of(dataset="moons", hidden=(8, 8), activation="tanh", epochs=100)
    for snapshot in experiment.start():
        print(snapshot.epoch, snapshot.loss)

None stands for what the engine chooses where nothing is said.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from engine import datasets
from engine.augmentation import Augmentation
from engine.datasets import Dataset
from engine.datasets.filling import Filling
from engine.datasets.preparation import Preparation
from engine.limits import check_batch
from engine.names import look_up
from engine.network_settings import NetworkSettings
from engine.optimizers import OPTIMIZERS, Optimizer
from engine.regularization import EarlyStopping
from engine.schedules import SCHEDULES, Schedule, WarmUp
from engine.setting_types import check_types
from engine.tables.columns import Decimal
from engine.tables.header import Header
from engine.tables.label import Target
from engine.training import Training, TrainingConfig, train


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Which examples to learn from."""

    dataset: str = "spiral"
    points: int | None = None
    """Points in each class, or of the whole curve of a regression."""
    noise: float | None = None
    classes: int | None = None
    cells: int | None = None
    bits: int | None = None
    data_seed: int | None = None
    csv: str | None = None
    """A file to read in place of a data set by name."""
    label: str | int | None = None
    target: Target = "auto"
    missing: str = "refuse"
    """What becomes of cells of a table that hold nothing, or no number: see `MissingCells`."""
    drop: tuple[str, ...] = ()
    """Columns of a table that are not learned from."""
    inputs: tuple[str, ...] = ()
    """The only columns of a table to learn from; none: all that tell something."""
    header: Header = "auto"
    words: tuple[str, ...] = ()
    """Columns of numbers that are words, of which each gets an input."""
    unknown: tuple[str, ...] = ()
    """What else stands in a table for a value that is not known, such as -999."""
    decimal: Decimal = "auto"
    """What stands before decimals in a table."""
    features: tuple[str, ...] = ()
    """What is made of the two inputs of a plane, such as x1*x2; none: the inputs themselves."""
    standardise: bool = False
    """Whether features get mean 0 and variance 1, by the training set's figures."""
    unscaled: tuple[str, ...] = ()
    """Columns of a table that stay as they are where the others are standardised."""
    validation_split: float = 0.0

    def load(self) -> Dataset:
        """All examples; raises ValueError for an unknown name or a table that cannot be read."""
        if self.csv is not None:
            return datasets.load_csv(
                self.csv,
                self.label,
                self.target,
                missing=self.missing,
                drop=self.drop,
                inputs=self.inputs,
                header=self.header,
                words=self.words,
                unknown=self.unknown,
                unscaled=self.unscaled,
                decimal=self.decimal,
            )
        points = "points" if "points" in datasets.options_of(self.dataset) else "points_per_class"
        options = {
            points: self.points,
            "noise": self.noise,
            "classes": self.classes,
            "cells": self.cells,
            "bits": self.bits,
            "seed": self.data_seed,
        }
        return datasets.load(self.dataset, **_given(options))


@dataclass(frozen=True, slots=True)
class OptimizerSettings:
    """How the parameters move, and how the learning rate changes."""

    optimizer: str = "sgd"
    learning_rate: float | None = None
    momentum: float | None = None
    nesterov: bool | None = None
    averaged: bool | None = None
    rho: float | None = None
    beta1: float | None = None
    beta2: float | None = None
    epsilon: float | None = None
    weight_decay: float = 0.0
    clip_norm: float | None = None
    schedule: str = "constant"
    decay_every: int | None = None
    decay_drop: float | None = None
    decay_rate: float | None = None
    decay_end: float | None = None
    warmup: int = 0
    """Epochs in which the learning rate rises to its full height."""

    def make(self) -> Optimizer:
        """The optimizer with its constants; raises ValueError for one that it does not have."""
        kind = look_up("optimizer", self.optimizer, OPTIMIZERS)
        options = _given({name: getattr(self, name) for name in _optimizer_options()})
        _check_options(f"the optimizer {self.optimizer}", kind, options)
        rate = self.learning_rate
        return kind(
            kind.usual_rate if rate is None else rate,
            weight_decay=self.weight_decay,
            clip_norm=self.clip_norm,
            **options,
        )

    def make_schedule(self) -> Schedule:
        """The schedule with its constants, after a warm-up if there is one."""
        kind = look_up("schedule", self.schedule, SCHEDULES)
        names = ("every", "drop", "rate", "end")
        options = _given({name: getattr(self, f"decay_{name}") for name in names})
        _check_options(f"the schedule {self.schedule}", kind, options, prefix="decay_")
        then = kind(**options)
        return WarmUp(self.warmup, then) if self.warmup else then


@dataclass(frozen=True, slots=True)
class Experiment:
    """A whole run: data, network, optimizer, and how long."""

    data: DataSettings = field(default_factory=DataSettings)
    network: NetworkSettings = field(default_factory=NetworkSettings)
    optimizer: OptimizerSettings = field(default_factory=OptimizerSettings)
    epochs: int = 200
    batch_size: int = 64
    early_stopping: int | None = None
    """The patience, in epochs."""
    min_delta: float = 0.0
    augment_shift: int = 0
    augment_flip: bool = False
    augment_noise: float = 0.0
    seed: int = 0
    """Of the weights, the split and the order of the examples."""

    @classmethod
    def of(cls, **settings: Any) -> Experiment:
        """An experiment from settings of all groups by name.

        Raises ValueError for unknown ones, and for values of another type than theirs.
        """
        known = usual_settings()
        for name in settings:
            look_up("setting", name, known)
        own = [f.name for f in fields(cls) if f.name in settings and f.name not in _GROUPS]
        parts: dict[str, Any] = {name: settings[name] for name in own}
        check_types(cls, parts)
        for group, kind in _GROUPS.items():
            names = [f.name for f in fields(kind) if f.name in settings]
            given = {name: settings[name] for name in names}
            check_types(kind, given)
            parts[group] = kind(**given)
        return cls(**parts)

    def split(self) -> tuple[Dataset, Dataset | None]:
        """The training set and, if asked for, the validation set, with the inputs as loaded."""
        training, validation, fill = self.divided()
        return fill(training), validation and fill(validation)

    def divided(self) -> tuple[Dataset, Dataset | None, Filling]:
        """As `split`, before what is missing is filled in, and what does so."""
        data = self.data.load()
        if self.network.output == "softmax" and data.class_names:
            data = data.with_one_hot_classes()
        share = self.data.validation_split
        if share and not 0 < round(data.m * share) < data.m:
            raise ValueError(_unsplit(share, data.m))
        training, validation = data.split(share, self.seed)
        return training, validation, self.filling(training, data)

    def filling(self, training: Dataset, whole: Dataset) -> Filling:
        """What is put where the table has no number."""
        inputs = whole.reading.inputs if whole.reading is not None else ()
        figures = [column.filled for column in inputs for _ in column.names]
        return Filling.of(training, whole, figures) if any(figures) else Filling()

    def preparation(self, training: Dataset) -> Preparation:
        """What is done to inputs as loaded before the network sees them."""
        return Preparation.of(training, self.data.features, self.data.standardise)

    def sets(self) -> tuple[Dataset, Dataset | None]:
        """The training set and, if asked for, the validation set, as the network sees them."""
        training, validation = self.split()
        prepare = self.preparation(training)
        return prepare(training), validation and prepare(validation)

    def config(self) -> TrainingConfig:
        """The hyperparameters of training; raises ValueError where they contradict each other."""
        patience = self.early_stopping
        augmentation = Augmentation(self.augment_shift, self.augment_flip, self.augment_noise)
        return TrainingConfig(
            epochs=self.epochs,
            batch_size=self.batch_size,
            optimizer=self.optimizer.make(),
            seed=self.seed,
            schedule=self.optimizer.make_schedule(),
            early_stopping=None if patience is None else EarlyStopping(patience, self.min_delta),
            augmentation=None if augmentation == Augmentation() else augmentation,
        )

    def start(self) -> Training:
        """A run from new weights: an iterator of snapshots."""
        return self.start_on(*self.sets())

    def start_on(self, training: Dataset, validation: Dataset | None) -> Training:
        """As `start`, on sets that are at hand already."""
        self._check_augmentation(training)
        network = self.network.build(training, self.seed)
        check_batch(network.layers, network.input_shape, min(self.batch_size, training.m))
        run = train(network, training, self.config(), validation)
        run.unit = training.unit
        return run

    def _check_augmentation(self, training: Dataset) -> None:
        """Raises ValueError for changes to images where there is none to change, or too far."""
        given = [n for n in ("shift", "flip", "noise") if getattr(self, f"augment_{n}")]
        if given and not self.network.conv:
            raise ValueError(
                f"augment_{given[0]}: it changes images: give conv layers to look at them"
            )
        shape = training.image_shape
        if shape and self.augment_shift >= min(shape[1:]):
            side = min(shape[1:])
            raise ValueError(
                f"augment_shift: the images have {side} x {side} pixels, so {side - 1} is the most"
            )


_GROUPS = {"data": DataSettings, "network": NetworkSettings, "optimizer": OptimizerSettings}


def usual_settings() -> dict[str, Any]:
    """What each setting of all groups is where nothing is said, by name."""
    own = [f for f in fields(Experiment) if f.name not in _GROUPS]
    grouped = [f for kind in _GROUPS.values() for f in fields(kind)]
    return {f.name: f.default for f in (*grouped, *own)}


def _unsplit(share: float, m: int) -> str:
    """What to say where a share of the examples is none of them, or all."""
    held_out = round(m * share)
    if m < 2:
        return f"validation_split: there is {m} example only, and none can be held out"
    left = "nothing would be left to learn from" if held_out else "nothing would be held out"
    return (
        f"validation_split: {share:g} of {m} examples is {held_out} of them, so {left}: "
        f"take from {1 / m:.2g} to {(m - 1) / m:.2g}"
    )


def _given(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _optimizer_options() -> list[str]:
    """The settings that some optimizers have and others have not."""
    shared = inspect.signature(Optimizer).parameters
    known = {name for kind in OPTIMIZERS.values() for name in inspect.signature(kind).parameters}
    own = known - set(shared)
    return [f.name for f in fields(OptimizerSettings) if f.name in own]


def _check_options(
    what: str, kind: Callable[..., Any], options: dict[str, Any], prefix: str = ""
) -> None:
    """Raises ValueError for options that `kind` does not have."""
    known = inspect.signature(kind).parameters
    for name in options:
        if name not in known:
            raise ValueError(f"{what} has no {prefix}{name}")
