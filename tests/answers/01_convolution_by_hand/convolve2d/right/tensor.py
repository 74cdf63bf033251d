def convolve2d(image, kernel):
    image, kernel = tf.cast(image, tf.float32), tf.reverse(tf.cast(kernel, tf.float32), [0, 1])
    rows = image.shape[0] - kernel.shape[0] + 1
    cols = image.shape[1] - kernel.shape[1] + 1
    parts = [
        kernel[a, b] * image[a : a + rows, b : b + cols]
        for a in range(kernel.shape[0])
        for b in range(kernel.shape[1])
    ]
    return tf.add_n(parts)
