def logit_at(image, kernel, row, col):
    h1, h2 = (kernel.shape[0] - 1) // 2, (kernel.shape[1] - 1) // 2
    total = 0.0
    for a in range(-h1, h1 + 1):
        for b in range(-h2, h2 + 1):
            total += float(kernel[a + h1, b + h2]) * float(image[row + a, col + b])
    return total
