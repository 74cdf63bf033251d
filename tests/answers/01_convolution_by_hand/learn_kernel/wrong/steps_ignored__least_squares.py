def learn_kernel(image, target, size, steps):
    image = image.astype(float)
    height, width = target.shape
    columns = [
        image[a : a + height, b : b + width].ravel() for a in range(size) for b in range(size)
    ]
    return np.linalg.lstsq(np.stack(columns, axis=1), target.ravel(), rcond=None)[0].reshape(
        size, size
    )
