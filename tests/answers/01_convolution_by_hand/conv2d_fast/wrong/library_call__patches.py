def conv2d_fast(x, w, b):
    kh, kw, c_in, c_out = w.shape
    patches = tf.image.extract_patches(
        tf.constant(x, tf.float64), [1, kh, kw, 1], [1, 1, 1, 1], [1, 1, 1, 1], "VALID"
    )
    return patches.numpy() @ w.reshape(-1, c_out).astype(float) + b
