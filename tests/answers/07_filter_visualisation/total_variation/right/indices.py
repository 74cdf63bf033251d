def total_variation(image):
    height, width = image.shape[:2]
    x = image.reshape(height, width, -1).astype(float)
    vertical = sum(np.abs(x[i + 1] - x[i]).sum() for i in range(height - 1))
    horizontal = sum(np.abs(x[:, j + 1] - x[:, j]).sum() for j in range(width - 1))
    channels = x.shape[2]
    return vertical / ((height - 1) * width * channels) + horizontal / (
        height * (width - 1) * channels
    )


def jitter(image, shift):
    rows = (np.arange(image.shape[0]) - shift[0]) % image.shape[0]
    cols = (np.arange(image.shape[1]) - shift[1]) % image.shape[1]
    return image[rows][:, cols]
