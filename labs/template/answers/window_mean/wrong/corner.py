def window_mean(image, row, col, size):
    return float(image[row : row + size[0], col : col + size[1]].mean())
