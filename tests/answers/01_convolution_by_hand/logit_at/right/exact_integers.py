def logit_at(image, kernel, row, col):
    whole = image.dtype.kind in "iu" and kernel.dtype.kind in "iu"
    number = int if whole else float
    h1, h2 = kernel.shape[0] // 2, kernel.shape[1] // 2
    window = image[row - h1 : row + h1 + 1, col - h2 : col + h2 + 1]
    return sum(
        number(pixel) * number(weight)
        for pixel, weight in zip(window.flat, kernel.flat, strict=True)
    )
