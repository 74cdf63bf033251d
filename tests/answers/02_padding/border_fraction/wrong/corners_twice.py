def border_fraction(height, width, k):
    lost = k - 1
    return min(1.0, (lost * width + lost * height) / (height * width))
