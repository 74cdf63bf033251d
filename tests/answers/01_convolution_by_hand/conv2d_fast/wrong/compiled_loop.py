@tf.function
def compiled(x, w):
    rows = tf.range(x.shape[1] - w.shape[0] + 1)
    height = w.shape[0]

    def one_row(i):
        part = x[:, i : i + height]
        columns = [
            tf.tensordot(part[:, :, j : j + w.shape[1]], w, axes=3)
            for j in range(x.shape[2] - w.shape[1] + 1)
        ]
        return tf.stack(columns, axis=1)

    return tf.transpose(tf.map_fn(one_row, rows, fn_output_signature=tf.float64), [1, 0, 2, 3])


def conv2d_fast(x, w, b):
    return compiled(tf.constant(x, tf.float64), tf.constant(w, tf.float64)) + b.astype(float)
