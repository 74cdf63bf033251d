def blur_pool2d(x, strides):
    y = tf.nn.max_pool2d(tf.cast(x, tf.float32), 2, 1, "SAME")
    y = tf.pad(y, [[0, 0], [1, 1], [1, 1], [0, 0]], mode="REFLECT")
    kernel = np.outer([1, 2, 1], [1, 2, 1]).astype("float32") / 16
    kernel = np.repeat(kernel[:, :, None, None], x.shape[3], axis=2)
    dense = keras.ops.depthwise_conv(y, kernel, strides=1)
    return dense[:, :: strides[0], :: strides[1]]
