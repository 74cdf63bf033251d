def conv2d_transpose_scatter(x, w, b, strides):
    sh, sw = strides
    rows = x.shape[1] * sh + max(w.shape[0] - sh, 0)
    cols = x.shape[2] * sw + max(w.shape[1] - sw, 0)
    place_rows = np.zeros((rows, x.shape[1], w.shape[0]))
    place_cols = np.zeros((cols, x.shape[2], w.shape[1]))
    for i in range(x.shape[1]):
        for a in range(w.shape[0]):
            place_rows[i * sh + a, i, a] = 1
    for j in range(x.shape[2]):
        for c in range(w.shape[1]):
            place_cols[j * sw + c, j, c] = 1
    stamps = np.einsum("nijc,abkc->nijabk", x.astype(float), w.astype(float))
    half = np.einsum("pia,nijabk->npjbk", place_rows, stamps)
    return tf.constant(np.einsum("qjb,npjbk->npqk", place_cols, half) + b)
