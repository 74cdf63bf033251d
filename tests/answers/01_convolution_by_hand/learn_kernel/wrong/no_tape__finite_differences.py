def learn_kernel(image, target, size, steps):
    scale = image.std()
    pixels = (image - image.mean()) / scale
    wanted = (target - target.mean()) / scale

    def loss(kernel):
        guess = scipy.signal.correlate2d(pixels, kernel, mode="valid")
        return np.mean((guess - guess.mean() - wanted) ** 2)

    kernel = np.zeros((size, size))
    for _ in range(steps):
        slope = np.zeros_like(kernel)
        for index in np.ndindex(size, size):
            nudge = np.zeros_like(kernel)
            nudge[index] = 1e-3
            slope[index] = (loss(kernel + nudge) - loss(kernel - nudge)) / 2e-3
        kernel -= 0.9 / size**2 * slope
    return kernel
