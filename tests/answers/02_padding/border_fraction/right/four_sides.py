def border_fraction(height, width, k):
    if k > height or k > width:
        return 1.0
    lost = k - 1
    return (lost * width + lost * height - lost * lost) / (height * width)
