def border_fraction(height, width, k):
    half = k // 2
    return 1 - max(0, height - half) * max(0, width - half) / (height * width)
