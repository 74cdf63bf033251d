def convolve2d(image, kernel):
    turned = np.rot90(kernel, 2)
    height, width = image.shape[0] - turned.shape[0] + 1, image.shape[1] - turned.shape[1] + 1
    return sum(
        np.float64(turned[a, b]) * image[a : a + height, b : b + width].astype(np.float64)
        for a in range(turned.shape[0])
        for b in range(turned.shape[1])
    )
