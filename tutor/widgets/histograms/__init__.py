"""The histograms: what becomes of activations and gradients from layer to layer."""

from tutor.widgets.histograms.histograms import Histograms

__all__ = ["Histograms"]
