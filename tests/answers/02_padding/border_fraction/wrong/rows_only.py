def border_fraction(height, width, k):
    return 1 - max(0, height - k + 1) / height
