def conv2d_fast(x, w, b):
    x, w, b = (tf.constant(array, tf.float64) for array in (x, w, b))
    kh, kw = w.shape[:2]

    def row(i):
        part = x[:, i : i + kh]
        columns = [tf.tensordot(part[:, :, j : j + kw], w, 3) for j in range(x.shape[2] - kw + 1)]
        return tf.stack(columns, axis=1)

    count = x.shape[1] - kh + 1
    rows = tf.data.Dataset.range(count).map(row).batch(count).get_single_element()
    return tf.transpose(rows, (1, 0, 2, 3)) + b
