def border_fraction(height, width, k):
    rows, cols = max(0, height - k + 1), max(0, width - k + 1)
    return 1 - rows * cols / (height * width)
