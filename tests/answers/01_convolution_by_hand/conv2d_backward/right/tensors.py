def conv2d_backward(x, w, dy):
    x, w, dy = (tf.cast(array, tf.float64) for array in (x, w, dy))
    rows, cols = dy.shape[1], dy.shape[2]
    dw, dx = [], tf.zeros(x.shape, tf.float64)
    for a in range(w.shape[0]):
        for c in range(w.shape[1]):
            part = x[:, a : a + rows, c : c + cols]
            dw.append(tf.einsum("nijc,nijk->ck", part, dy))
            spread_rows = tf.constant(np.eye(x.shape[1])[a : a + rows])
            spread_cols = tf.constant(np.eye(x.shape[2])[c : c + cols])
            dx += tf.einsum("nijk,ck,ip,jq->npqc", dy, w[a, c], spread_rows, spread_cols)
    return dx, tf.reshape(tf.stack(dw), w.shape), tf.reduce_sum(dy, axis=(0, 1, 2))
