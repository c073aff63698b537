"""Training runs: what they reach, pausing, resuming, stopping early, and diverging."""

from dataclasses import dataclass

import numpy as np
import pytest

from engine import BatchNorm, Conv2D, Dense, Dropout, Flatten, Network, datasets
from engine.augmentation import Augmentation
from engine.experiment import Experiment
from engine.optimizers import SGD, Momentum
from engine.regularization import EarlyStopping
from engine.schedules import StepDecay
from engine.training import TrainingConfig, train


@dataclass
class Data:
    X: np.ndarray
    Y: np.ndarray


def spiral_network(seed=0, **options):
    layers = [Dense(32, activation="relu"), Dense(3, activation="softmax")]
    return Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=seed, **options)


def small_spiral():
    return datasets.spiral(points_per_class=50, seed=0)


def last_of(*arguments, **options):
    *_, last = train(*arguments, **options)
    return last


@pytest.mark.parametrize("seed", range(3))
def test_the_spiral_reaches_the_reference_figures(seed):
    data = datasets.spiral(points_per_class=300, seed=seed)
    last = last_of(spiral_network(seed), data, TrainingConfig(learning_rate=0.1, seed=seed))
    assert last.final
    assert (last.epoch, last.step) == (200, 200 * 15)
    assert last.accuracy > 0.94
    assert last.macro_f1 == pytest.approx(last.accuracy, abs=0.01)
    assert last.top2 > 0.98
    assert 0 < last.ece < 0.15


def test_a_snapshot_an_epoch_and_only_the_last_is_final():
    snapshots = list(train(spiral_network(), small_spiral(), TrainingConfig(epochs=5)))
    assert [s.epoch for s in snapshots] == [1, 2, 3, 4, 5]
    assert [s.step for s in snapshots] == [3, 6, 9, 12, 15]
    assert [s.final for s in snapshots] == [False] * 4 + [True]
    assert [s.macro_f1 is None for s in snapshots] == [True] * 4 + [False]
    assert all(type(s.loss) is type(s.accuracy) is float for s in snapshots)
    assert sorted(s.seconds for s in snapshots) == [s.seconds for s in snapshots]


def test_the_loss_is_the_cost_on_the_training_set_at_that_moment():
    data, network = small_spiral(), spiral_network()
    for snapshot in train(network, data, TrainingConfig(epochs=3)):
        A = network.forward(data.X)
        assert snapshot.loss == pytest.approx(network.cost(data.Y), rel=1e-12)
        assert snapshot.accuracy == (A.argmax(axis=0) == data.Y.argmax(axis=0)).mean()


def test_one_step_of_training_is_one_step_by_hand():
    data, network, by_hand = small_spiral(), spiral_network(), spiral_network()
    next(train(network, data, TrainingConfig(epochs=1, batch_size=1000, learning_rate=0.3)))
    by_hand.forward(data.X)
    by_hand.backward(data.Y)
    SGD(0.3).step(by_hand)
    assert network.parameters == pytest.approx(by_hand.parameters, abs=1e-15)


def test_training_goes_on_from_the_present_weights_and_the_seed_orders_the_examples():
    data = small_spiral()
    results = []
    for seed in (1, 1, 2):
        network = spiral_network()
        network.layers[0].W[...] = 0.5
        last_of(network, data, TrainingConfig(epochs=2, batch_size=16, seed=seed))
        results.append(network.parameters.copy())
    assert np.array_equal(results[0], results[1])
    assert not np.array_equal(results[0], results[2])


def dropout_network(seed):
    layers = [Dense(8), BatchNorm("relu"), Dropout(0.2), Dense(3, "softmax")]
    return Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=seed)


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "rmsprop", "adam"])
@pytest.mark.parametrize("network", [spiral_network, dropout_network])
def test_a_resumed_run_is_the_same_bit_for_bit(network, optimizer):
    data = small_spiral()
    config = TrainingConfig(
        epochs=6,
        batch_size=32,
        optimizer=optimizer,
        learning_rate=0.01,
        schedule="cosine",
        seed=4,
        validation_split=0.2,
    )
    whole = network(0)
    expected = last_of(whole, data, config)

    run = train(network(0), data, config)
    for _ in range(3):
        next(run)
    checkpoint = run.checkpoint()
    list(run)
    later = network(9)
    last = last_of(later, data, config, resume=checkpoint)
    assert np.array_equal(later.parameters, whole.parameters)
    assert (last.loss, last.val_loss) == (expected.loss, expected.val_loss)
    assert (last.epoch, last.step) == (expected.epoch, expected.step)


def test_a_run_stopped_within_an_epoch_resumes_at_its_beginning():
    data, config = small_spiral(), TrainingConfig(epochs=4, batch_size=16, optimizer="momentum")
    whole = spiral_network()
    last_of(whole, data, config)

    run = train(spiral_network(), data, config)
    next(run)
    run.take_step()
    run.stop()
    cut_short = next(run)
    assert cut_short.final
    assert (cut_short.epoch, cut_short.step) == (1, 11)
    assert list(run) == []
    later = spiral_network()
    last_of(later, data, config, resume=run.checkpoint())
    assert np.array_equal(later.parameters, whole.parameters)


def test_taking_single_steps_changes_nothing():
    data, config = small_spiral(), TrainingConfig(epochs=2, batch_size=16)
    whole, stepped = spiral_network(), spiral_network()
    last_of(whole, data, config)
    run = train(stepped, data, config)
    steps = 0
    while run.take_step():
        steps += 1
    assert steps == 10
    list(run)
    assert np.array_equal(stepped.parameters, whole.parameters)


def test_the_learning_rate_can_be_changed_while_it_runs():
    run = train(spiral_network(), small_spiral(), TrainingConfig(epochs=4, schedule=StepDecay(2)))
    assert next(run).learning_rate == 0.1
    run.learning_rate = 0.4
    assert run.optimizer.learning_rate == 0.4
    assert [s.learning_rate for s in run] == [0.4, 0.2, 0.2]


def test_the_batch_size_can_be_changed_within_an_epoch():
    run = train(spiral_network(), small_spiral(), TrainingConfig(epochs=3, batch_size=50))
    assert run.take_step()
    assert run.epochs_done == pytest.approx(1 / 3)
    run.batch_size = 25
    assert [next(run).step for _ in range(2)] == [1 + 4, 5 + 6]
    resumed = train(
        spiral_network(), small_spiral(), TrainingConfig(epochs=3), resume=run.checkpoint()
    )
    assert resumed.batch_size == 25
    assert next(resumed).loss == next(run).loss


def test_an_optimizer_made_beforehand_is_not_used_up():
    optimizer = Momentum(0.05, nesterov=True)
    config = TrainingConfig(epochs=2, optimizer=optimizer)
    results = []
    for _ in range(2):
        network = spiral_network()
        assert last_of(network, small_spiral(), config).learning_rate == 0.05
        results.append(network.parameters)
    assert np.array_equal(*results)
    assert optimizer.steps == 0


def test_the_validation_split_is_set_aside():
    data = small_spiral()
    run = train(spiral_network(), data, TrainingConfig(epochs=3, validation_split=0.2))
    assert run.training_set.m == 120
    assert run.validation_set.m == 30
    both = np.concatenate([run.training_set.X, run.validation_set.X], axis=1)
    assert sorted(both[0]) == sorted(data.X[0])
    *_, last = run
    assert last.val_loss != last.loss
    assert 0 <= last.val_accuracy <= 1
    assert last.val_top2 is not None


def test_a_validation_set_of_its_own():
    data, other = small_spiral(), datasets.spiral(points_per_class=20, seed=5)
    network = spiral_network()
    last = last_of(network, data, TrainingConfig(epochs=2), validation=other)
    network.forward(other.X)
    assert last.val_loss == pytest.approx(network.cost(other.Y))


def test_early_stopping_goes_back_to_the_best_epoch():
    rng = np.random.default_rng(0)
    X, noise = rng.normal(size=(2, 60)), np.eye(3)[rng.integers(0, 3, 60)].T
    network = spiral_network()
    config = TrainingConfig(
        epochs=500,
        batch_size=8,
        learning_rate=0.3,
        validation_split=0.5,
        early_stopping=EarlyStopping(patience=5),
    )
    snapshots = list(train(network, Data(X, noise), config))
    losses = [s.val_loss for s in snapshots[:-1]]
    assert snapshots[-1].final
    assert len(snapshots) == np.argmin(losses) + 1 + 5 < 500
    assert snapshots[-1].val_loss == min(losses)


def test_regression_has_no_accuracy():
    X = np.linspace(-1, 1, 50)[None, :]
    network = Network([Dense(16, "tanh"), Dense(1)], n_inputs=1, loss="mse", seed=0)
    config = TrainingConfig(epochs=300, batch_size=10, optimizer="adam", learning_rate=0.01)
    last = last_of(network, Data(X, X**2), config)
    assert last.loss < 1e-3
    assert last.accuracy is last.macro_f1 is last.top2 is last.ece is None


def test_one_sigmoid_output_is_two_classes():
    data = datasets.xor()
    network = Network(
        [Dense(8, "tanh"), Dense(1, "sigmoid")], n_inputs=2, loss="binary_crossentropy", seed=1
    )
    last = last_of(network, data, TrainingConfig(epochs=500, learning_rate=0.5))
    assert last.accuracy == 1.0
    assert last.macro_f1 == 1.0


def test_images_are_augmented_and_their_columns_read_as_images():
    X = np.random.default_rng(0).normal(size=(16, 12))
    data = Data(X, np.eye(2)[np.arange(12) % 2].T)
    config = TrainingConfig(epochs=2, augmentation=Augmentation(shift=1, flip=True, noise=0.1))
    layers = [Conv2D(2, 2, activation="relu"), Flatten(), Dense(2, "softmax")]
    network = Network(layers, input_shape=(1, 4, 4), loss="categorical_crossentropy", seed=0)
    assert last_of(network, data, config).step == 2
    vectors = Network([Dense(2, "softmax")], n_inputs=16, loss="categorical_crossentropy")
    with pytest.raises(ValueError, match="augmentation takes images"):
        next(train(vectors, data, config))


def test_a_diverged_run_names_step_layer_and_value():
    run = train(spiral_network(), small_spiral(), TrainingConfig(epochs=50, learning_rate=1e200))
    *_, last = run
    diverged = last.diverged
    assert last.final
    assert last.accuracy is last.macro_f1 is None
    assert (diverged.step, diverged.layer, diverged.name) == (2, 2, "Z[2]")
    assert diverged.step == last.step
    assert "Z[2]" in diverged.message
    assert "layer 2" in diverged.message
    assert last.epoch == 1


def test_a_replayed_epoch_finds_what_watching_every_step_would_have_found():
    """A rate that is too high for a bowl: the parameters grow until their square overflows."""
    data, config = small_spiral(), TrainingConfig(epochs=500, batch_size=10, learning_rate=1.4)

    def regression():
        return Network([Dropout(0.2), Dense(3)], n_inputs=2, loss="mse", seed=3)

    network = regression()
    watched = train(network, data, config)
    with np.errstate(over="ignore"):
        while watched.take_step() or next(watched):
            if not np.isfinite(np.square(network.layers[-1].A).sum()):
                break
    last = last_of(regression(), data, config)
    assert last.diverged.step == watched.step > 15
    assert last.diverged.name == "J"
    assert last.epoch == (watched.step + 14) // 15 < 500


def test_an_infinite_loss_without_an_infinite_step_is_told_as_such():
    network = Network([Dense(2, "sigmoid")], n_inputs=1, loss="categorical_crossentropy")
    network.layers[0].W[...] = [[-1000], [1000]]
    data = Data(np.ones((1, 4)), np.eye(2)[[0, 0, 0, 0]].T)
    last = last_of(network, data, TrainingConfig(epochs=3))
    assert last.diverged.step == 1
    assert last.loss == np.inf or np.isnan(last.loss)


def test_a_rate_raised_within_an_epoch_is_part_of_the_replay():
    run = train(spiral_network(), small_spiral(), TrainingConfig(epochs=9, batch_size=10))
    next(run)
    for _ in range(4):
        run.take_step()
    run.learning_rate = 1e200
    run.take_step()
    run.learning_rate = 0.1
    last = next(run)
    assert (last.diverged.step, last.diverged.name) == (15 + 6, "Z[2]")
    assert last.learning_rate == 0.1


def test_a_batch_size_changed_within_an_epoch_is_part_of_the_replay():
    run = train(spiral_network(), small_spiral(), TrainingConfig(epochs=9, batch_size=50))
    run.take_step()
    run.batch_size = 10
    for _ in range(3):
        run.take_step()
    run.learning_rate = 1e200
    last = next(run)
    assert (last.diverged.step, last.diverged.name) == (1 + 3 + 2, "Z[2]")


def test_an_infinite_penalty_is_found_at_its_step():
    layers = [Dense(4, "tanh", l2=1e3), Dense(3, "softmax")]
    network = Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=0)
    config = TrainingConfig(epochs=50, batch_size=32, learning_rate=1)
    diverged = last_of(network, small_spiral(), config).diverged
    assert diverged.name == "J"
    assert f"J is infinite at step {diverged.step}:" in diverged.message


def test_data_that_is_no_number_is_told_from_a_rate_that_is_too_high():
    data = small_spiral()
    for name in ("X", "Y"):
        broken = Data(data.X.copy(), data.Y.copy())
        getattr(broken, name)[0, 70] = np.nan
        diverged = last_of(
            spiral_network(), broken, TrainingConfig(epochs=3, batch_size=32)
        ).diverged
        assert (diverged.name, diverged.layer) == (name, None)
        assert diverged.step > 1
        assert diverged.message.endswith(f"at step {diverged.step}: look at the data.")


def test_what_fails_before_anything_is_learned_is_not_put_down_to_the_rate():
    layers = [Dense(8, "relu"), Dense(3, "relu")]
    network = Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=0)
    diverged = last_of(network, small_spiral(), TrainingConfig(epochs=3)).diverged
    assert (diverged.step, diverged.name) == (1, "J")
    assert "before anything was learned" in diverged.message
    assert "learning rate" not in diverged.message


def test_a_traced_step_is_the_step_that_was_made():
    data, config = small_spiral(), TrainingConfig(epochs=2, batch_size=16, trace_every=4)
    plain, traced = spiral_network(), spiral_network()
    last_of(plain, data, TrainingConfig(epochs=2, batch_size=16))
    run = train(traced, data, config)
    assert run.trace() is None
    for _ in range(9):
        run.take_step()
    values = {step.name: step.value for step in run.trace()}
    assert np.array_equal(values["W[1]"], traced.layers[0].W)
    list(run)
    assert np.array_equal(plain.parameters, traced.parameters)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (lambda: TrainingConfig(epochs=0), "from 1 up"),
        (lambda: TrainingConfig(validation_split=1.0), "less than 1"),
        (lambda: EarlyStopping(patience=0), "from 1 up"),
        (lambda: TrainingConfig(optimizer="adm"), "did you mean 'adam'"),
        (lambda: TrainingConfig(schedule="cosin"), "did you mean 'cosine'"),
    ],
)
def test_bad_settings_are_named(config, message):
    with pytest.raises(ValueError, match=message):
        train(spiral_network(), small_spiral(), config())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (Data(np.ones((3, 9)), np.ones((3, 9)) / 3), r"X has shape \(3, 9\)"),
        (Data(np.ones((2, 9)), np.ones((2, 9)) / 2), r"Y has shape \(2, 9\)"),
        (Data(np.ones((2, 9)), np.ones((3, 9))), "add up to 1"),
        (Data(np.ones((2, 0)), np.ones((3, 0))), "no examples"),
        (Data(np.ones((2, 9)), np.ones((3, 5)) / 3), r"Y has shape \(3, 5\)"),
    ],
)
@pytest.mark.parametrize("validation_split", [0.0, 0.3])
def test_data_that_does_not_fit_is_named(data, message, validation_split):
    with pytest.raises(ValueError, match=message):
        train(spiral_network(), data, TrainingConfig(validation_split=validation_split))


@pytest.mark.parametrize("share", [0.01, 0.99])
def test_a_validation_split_that_leaves_a_set_empty_is_named(share):
    data = Data(np.ones((2, 4)), np.ones((3, 4)) / 3)
    with pytest.raises(ValueError, match=f"validation share of {share} does not split 4 examples"):
        train(spiral_network(), data, TrainingConfig(validation_split=share))


def test_penalties_can_change_during_a_run():
    run = Experiment.of(points=30, hidden=(8,), epochs=20).start()
    next(run)
    plain = run.network.cost(run.training_set.Y)
    run.network.penalise(l2=0.5)
    assert run.network.cost(run.training_set.Y) > plain
    before = abs(run.network.layers[0].W).sum()
    *_, _ = run
    assert abs(run.network.layers[0].W).sum() < before
    run.network.penalise(l2=0.0)
    assert run.network.penalty() == 0
