def border_fraction(height, width, k):
    half = k // 2 + 1
    rows, cols = max(0, height - 2 * half), max(0, width - 2 * half)
    return 1 - rows * cols / (height * width)
