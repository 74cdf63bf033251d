def window_mean(image, row, col, size):
    half = size[0] // 2
    window = image[row - half : row + half + 1, col - half : col + half + 1]
    return float(window.mean())
