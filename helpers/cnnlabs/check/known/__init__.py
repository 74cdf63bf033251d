"""Sentences for the known mistakes, one module for each topic of the course."""

from cnnlabs.check.known import (
    architecture,
    convolution,
    padding,
    pooling,
    stride,
    transposed,
    visualisation,
)

TOPICS = (convolution, padding, stride, pooling, transposed, architecture, visualisation)
MISTAKES = {name: words for topic in TOPICS for name, words in topic.MISTAKES.items()}
"""What each short name stands for, as a sentence; a name stands in one module only."""
