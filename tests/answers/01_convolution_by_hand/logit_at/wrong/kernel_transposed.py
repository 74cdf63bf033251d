def logit_at(image, kernel, row, col):
    h1, h2 = kernel.shape[0] // 2, kernel.shape[1] // 2
    total = 0.0
    for a in range(kernel.shape[0]):
        for b in range(kernel.shape[1]):
            total += float(kernel[b, a]) * float(image[row - h1 + a, col - h2 + b])
    return total
