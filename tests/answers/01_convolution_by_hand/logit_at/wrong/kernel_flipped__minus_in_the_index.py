def logit_at(image, kernel, row, col):
    h1, h2 = kernel.shape[0] // 2, kernel.shape[1] // 2
    total = 0.0
    for a in range(-h1, h1 + 1):
        for b in range(-h2, h2 + 1):
            total += float(kernel[h1 + a, h2 + b]) * float(image[row - a, col - b])
    return total
