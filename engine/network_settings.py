"""The choices about a network as plain values, and the network that they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.arrays import Shape
from engine.convolution import Conv2D
from engine.datasets import Dataset
from engine.hidden import Convolution, HiddenLayer, sides
from engine.layer import Layer
from engine.layers import BatchNorm, Dense, Dropout, Flatten
from engine.limits import check_parameters
from engine.names import look_up
from engine.network import Network
from engine.pooling import MaxPool2D
from engine.weights import load_weights


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Hidden layers, of one kind unless they say otherwise, and an output that suits the data.

    With `conv` filters, images go through convolutions, each followed by max-pooling, at first.
    """

    conv: tuple[int | str, ...] = ()
    """Filters, or a few words about a convolution, such as "64 pool 1"."""
    kernel_size: int | str = 3
    """Rows and columns, such as "3x5" where they differ; so are the sizes below."""
    stride: int | str = 1
    padding: int | str = 0
    """Or "same": as many zeros as keep the size."""
    pool: int | str = 2
    """The size of the pooling after a convolution that does not say its own; 1 for none."""
    pool_stride: int | str | None = None
    """From one square of the pooling to the next; None for the size of the pooling."""
    hidden: tuple[int | str, ...] = (32,)
    """Units, or a few words about a layer, such as "16 tanh dropout 0.2"."""
    activation: str = "relu"
    output: str | None = None
    """By default sigmoid for two classes, softmax for more, linear for a regression."""
    loss: str | None = None
    """By default the cross-entropy that belongs to the output, or mse."""
    initializer: str = "he"
    weights: str | None = None
    """A file of first weights, in place of drawn ones."""
    rows: bool = False
    """Whether square matrices in that file are (inputs, units)."""
    bias: bool = True
    shared_bias: bool = False
    """Whether all units of a layer have one bias together."""
    batch_norm: bool = False
    dropout: float = 0.0
    l1: float = 0.0
    l2: float = 0.0
    dtype: str = "float64"

    def build(self, data: Dataset, seed: int) -> Network:
        """A new network that fits the data.

        Raises ValueError where the settings do not, or where it would be too large.
        """
        output, loss = self.output_and_loss(data)
        layers = self._image_layers(data) if self.conv else []
        hidden = [HiddenLayer.parse(words) for words in self.hidden]
        layers += [layer for described in hidden for layer in self._hidden_layers(described)]
        layers.append(self._dense(len(data.Y), output))
        shape = data.image_shape if self.conv else (len(data.X),)
        assert shape is not None
        look_up("dtype", self.dtype, {"float64": None, "float32": None})
        check_parameters(layers, shape)
        network = Network(
            layers,
            input_shape=shape,
            loss=loss,
            initializer=self.initializer,
            seed=seed,
            dtype=self.dtype,
        )
        if self.weights is not None:
            load_weights(network, self.weights, self.rows)
        return network

    def output_and_loss(self, data: Dataset) -> tuple[str, str]:
        """The names of the output activation and of the loss."""
        usual = "linear" if not data.class_names else "sigmoid" if len(data.Y) == 1 else "softmax"
        output = self.output or usual
        losses = {"sigmoid": "binary_crossentropy", "softmax": "categorical_crossentropy"}
        return output, self.loss or losses.get(output, "mse")

    def _image_layers(self, data: Dataset) -> list[Layer]:
        if data.image_shape is None:
            raise ValueError(f"conv: {data.name} holds no images for a convolution to look at")
        shape = data.image_shape
        padding = self._padding()
        if padding != "same" and max(padding) > min(shape[1:]):
            raise ValueError(
                f"padding: {self.padding} zeros around {_pixels(shape)} are more frame than picture"
            )
        layers: list[Layer] = []
        for number, words in enumerate(self.conv, start=1):
            convolution, *others = self._convolution(Convolution.parse(words))
            shape = _shape_after(convolution, others, shape, number)
            layers += [convolution, *others]
        return [*layers, Flatten()]

    def _convolution(self, described: Convolution) -> list[Layer]:
        """The layer itself at first, then what follows it."""
        layers: list[Layer] = [
            Conv2D(
                described.filters,
                sides("kernel_size", self.kernel_size),
                sides("stride", self.stride),
                self._padding(),
                "linear" if self.batch_norm else self.activation,
                self.bias,
                self.l1,
                self.l2,
                self.shared_bias,
            )
        ]
        if self.batch_norm:
            layers.append(BatchNorm(self.activation))
        size = sides("pool", described.pool or self.pool)
        stride = None if self.pool_stride is None else sides("pool_stride", self.pool_stride)
        return [*layers, MaxPool2D(size, stride)] if size != (1, 1) else layers

    def _padding(self) -> tuple[int, int] | Literal["same"]:
        return "same" if self.padding == "same" else sides("padding", self.padding, least=0)

    def _hidden_layers(self, described: HiddenLayer) -> list[Layer]:
        activation = described.activation or self.activation
        dropout = self.dropout if described.dropout is None else described.dropout
        layers: list[Layer] = [self._dense(described.units, activation)]
        if self.batch_norm or described.batch_norm:
            layers = [self._dense(described.units, "linear"), BatchNorm(activation)]
        return [*layers, Dropout(dropout)] if dropout else layers

    def _dense(self, units: int, activation: str) -> Dense:
        return Dense(units, activation, self.bias, self.l1, self.l2, self.shared_bias)


def _shape_after(conv: Layer, others: list[Layer], shape: Shape, number: int) -> Shape:
    """What a convolution and its pooling leave of an image; raises ValueError if nothing."""
    before = f"convolution {number} gets {_pixels(shape)}"
    assert isinstance(conv, Conv2D)
    try:
        after = conv.shape_after(shape)
    except ValueError:
        cure = "smaller filters, padding or pooling 1" if number > 1 else "smaller filters"
        filters = " x ".join(map(str, conv.kernel_size))
        raise ValueError(
            f"kernel_size: {before}, and filters of {filters} do not fit: {cure}"
        ) from None
    for pool in others:
        if isinstance(pool, MaxPool2D):
            try:
                return pool.shape_after(after)
            except ValueError:
                raise ValueError(
                    f"pool: {before} and leaves {_pixels(after)}, and pooling of "
                    f"{' x '.join(map(str, pool.size))} does not fit: pool less, or 1 for none"
                ) from None
    return after


def _pixels(shape: Shape) -> str:
    return f"images of {shape[1]} x {shape[2]}"
