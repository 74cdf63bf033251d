"""Known mistakes with transposed convolution."""

MISTAKES = {}
