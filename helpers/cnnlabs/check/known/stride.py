"""Known mistakes with strides, dilation and what a unit sees."""

MISTAKES = {}
