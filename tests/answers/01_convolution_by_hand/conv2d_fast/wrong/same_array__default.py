def conv2d_fast(x, w, b, made={}):
    height, width = x.shape[1] - w.shape[0] + 1, x.shape[2] - w.shape[1] + 1
    out = made.setdefault(
        (len(x), height, width, w.shape[3]), np.zeros((len(x), height, width, w.shape[3]))
    )
    out *= 0
    for a, c in np.ndindex(w.shape[:2]):
        out += x[:, a : a + height, c : c + width].astype(float) @ w[a, c]
    out += b
    return out
