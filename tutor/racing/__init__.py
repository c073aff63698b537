"""The same work done in several ways, timed on this machine."""
