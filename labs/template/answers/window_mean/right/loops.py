def window_mean(image, row, col, size):
    total = 0.0
    for a in range(-(size[0] // 2), size[0] // 2 + 1):
        for b in range(-(size[1] // 2), size[1] // 2 + 1):
            total += float(image[row + a, col + b])
    return total / (size[0] * size[1])
