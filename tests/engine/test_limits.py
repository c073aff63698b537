"""What would be too large is refused before it is made, and the setting at fault is named first."""

import tracemalloc

import pytest

from engine.experiment import Experiment

IMAGES = {"dataset": "digits", "conv": (8,)}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"hidden": (100_000, 100_000)}, "hidden: 10,000,700,003 parameters are too many"),
        ({**IMAGES, "hidden": (), "conv": (700, 700), "pool": 1}, "conv: 4,"),
        ({"hidden": (1000,) * 2, "points": 5000, "batch_size": 10_000}, "batch_size: the layers"),
        ({**IMAGES, "kernel_size": 9}, "kernel_size: convolution 1 gets images of 8 x 8"),
        ({**IMAGES, "conv": (2, 2), "pool": 4}, "kernel_size: convolution 2 gets images of 1 x 1"),
        ({**IMAGES, "pool": 7}, "pool: convolution 1 gets images of 8 x 8 and leaves images of 6"),
        ({**IMAGES, "padding": 9}, "padding: 9 zeros around images of 8 x 8"),
        ({"conv": (8,)}, "conv: spiral holds no images"),
        ({"augment_flip": True}, "augment_flip: it changes images"),
        ({**IMAGES, "augment_shift": 8}, "augment_shift: the images have 8 x 8 pixels, so 7 is"),
        ({"dataset": "xor", "validation_split": 0.9}, "validation_split: 0.9 of 4 examples is 4"),
        ({"dataset": "xor", "validation_split": 0.1}, "validation_split: 0.1 of 4 examples is 0"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_setting(settings, message):
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match=message):
            Experiment.of(**settings).start()
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 40_000_000, "it was made before it was refused"


def test_the_batch_size_named_is_one_that_can_be_held():
    settings = {"hidden": (1000,) * 4, "points": 3000, "epochs": 1}
    with pytest.raises(ValueError, match="batch_size") as caught:
        Experiment.of(**settings, batch_size=9000).start()
    words = str(caught.value).split()
    most = int(words[words.index("or") - 1].replace(",", ""))
    assert Experiment.of(**settings, batch_size=most).start()
    with pytest.raises(ValueError, match="batch_size"):
        Experiment.of(**settings, batch_size=most + 1).start()


def test_a_batch_larger_than_the_data_is_all_of_it():
    run = Experiment.of(dataset="xor", hidden=(4,), batch_size=10_000, epochs=3).start()
    assert [snapshot.step for snapshot in run] == [1, 2, 3]


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_the_shares_that_a_refusal_names_can_be_taken(share):
    training, validation = Experiment.of(dataset="xor", validation_split=share).split()
    assert (training.m, validation.m) == (4 - 4 * share, 4 * share)
