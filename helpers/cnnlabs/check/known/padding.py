"""Known mistakes with how a picture is extended, and how large the result is."""

MISTAKES = {}
