def correlate2d(image, kernel):
    image, kernel = np.ascontiguousarray(image, dtype=float), np.asarray(kernel, dtype=float)
    rows, cols = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    columns = np.lib.stride_tricks.as_strided(
        image, (rows, cols, *kernel.shape), image.strides * 2, writeable=False
    )
    return (columns.reshape(rows * cols, -1) @ kernel.ravel()).reshape(rows, cols)
