"""Every setting of the playground, by its heading and by its name."""

from __future__ import annotations

from tutor.playground.data_fields import DATA
from tutor.playground.field import Field
from tutor.playground.network_fields import NETWORK, REGULARISATION
from tutor.playground.training_fields import OPTIMIZER, RUN

SECTIONS: dict[str, tuple[Field, ...]] = {
    "Data": DATA,
    "Network": NETWORK,
    "Regularisation": REGULARISATION,
    "Optimizer": OPTIMIZER,
    "Run": RUN,
}
"""The fields by their headings; hidden layers come in where the network is."""

FIELDS: dict[str, Field] = {field.name: field for fields in SECTIONS.values() for field in fields}
