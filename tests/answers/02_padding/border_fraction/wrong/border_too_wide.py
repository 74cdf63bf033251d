def border_fraction(height, width, k):
    rows, cols = max(0, height - k), max(0, width - k)
    return 1 - rows * cols / (height * width)
