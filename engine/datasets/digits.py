"""Real handwritten digits: 1,797 images of 8 x 8 pixels.

From "Optical Recognition of Handwritten Digits" by E. Alpaydin and C. Kaynak (1998), UCI Machine
Learning Repository, https://doi.org/10.24432/C50P49, under CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/). These are its test images, unchanged but for the
file format and the scale: each pixel counts the black dots of a 4 x 4 square and is divided by 16.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.datasets.dataset import Dataset, with_classes

FILE = Path(__file__).with_name("digits.npz")


def digits() -> Dataset:
    """X (64, 1797) from 0 to 1, row by row of each image (1, 8, 8); Y one-hot (10, 1797)."""
    with np.load(FILE) as stored:
        images, labels = stored["images"], stored["labels"]
    X = images.reshape(len(images), 64).T / 16
    names = [f"pixel {row},{column}" for row in range(8) for column in range(8)]
    data = with_classes("digits", X, labels, [str(d) for d in range(10)], names)
    return replace(data, image_shape=(1, 8, 8))


def odd_digits() -> Dataset:
    """The same images with one question, is the digit odd? Y (1, 1797), half of them 1."""
    data = digits()
    odd = data.Y[1::2].sum(axis=0, keepdims=True)
    return replace(data, name="odd_digits", Y=odd, class_names=("even", "odd"))
