"""Known mistakes with pooling and its gradient."""

MISTAKES = {}
