"""The network: inputs as dials, and every activation that follows from them."""

from tutor.widgets.network.network import NetworkPart

__all__ = ["NetworkPart"]
