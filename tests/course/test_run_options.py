"""What a fit may be asked to train: images with convolutions, changed from epoch to epoch."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from engine.experiment import Experiment
from tutor.live.fit.options import FitOptions

IMAGES: dict[str, Any] = {"dataset": "digits", "conv": [4], "hidden": [16], "epochs": 1}


def options(**settings: Any) -> FitOptions:
    return FitOptions.model_validate_json(json.dumps(settings))


def test_images_may_be_changed_from_epoch_to_epoch() -> None:
    plain, shifted = (
        next(iter(Experiment.of(**options(**IMAGES, augment_shift=shift).settings()).start()))
        for shift in (0, 1)
    )
    assert plain.loss != shifted.loss


def test_augmentation_without_a_convolution_is_refused() -> None:
    with pytest.raises(ValidationError, match="give conv layers"):
        options(dataset="digits", augment_noise=0.1)


def test_a_convolution_needs_images() -> None:
    with pytest.raises(ValidationError, match="holds no images"):
        options(dataset="spiral", conv=[4])
