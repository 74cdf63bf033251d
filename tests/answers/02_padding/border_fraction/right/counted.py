def border_fraction(height, width, k):
    half = k // 2
    border = 0
    for i in range(height):
        for j in range(width):
            inside = half <= i < height - half and half <= j < width - half
            border += not inside
    return border / (height * width)
