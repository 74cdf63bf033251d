"""Known mistakes with layers that are put together to a network, and its training."""

MISTAKES = {}
