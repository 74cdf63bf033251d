def border_fraction(height, width, k):
    if k > height or k > width:
        return 1
    return 1 - (height - k + 1) * (width - k + 1) / (height * width)
