"""Known mistakes with pictures made from a trained network."""

MISTAKES = {}
