def border_fraction(height, width, k):
    return 100 * (1 - max(0, height - k + 1) * max(0, width - k + 1) / (height * width))
