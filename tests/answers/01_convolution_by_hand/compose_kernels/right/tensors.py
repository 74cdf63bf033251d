def compose_kernels(k1, k2):
    (h1, w1), (h2, w2) = k1.shape, k2.shape
    rows = np.eye(h1 + h2 - 1)
    cols = np.eye(w1 + w2 - 1)
    place_rows = tf.constant([[rows[a + c] for c in range(h2)] for a in range(h1)])
    place_cols = tf.constant([[cols[b + d] for d in range(w2)] for b in range(w1)])
    k1, k2 = tf.cast(k1, tf.float64), tf.cast(k2, tf.float64)
    return tf.einsum("ab,cd,acm,bdn->mn", k1, k2, place_rows, place_cols)
