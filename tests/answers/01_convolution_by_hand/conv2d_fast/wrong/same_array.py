buffers = {}


def conv2d_fast(x, w, b):
    height, width = x.shape[1] - w.shape[0] + 1, x.shape[2] - w.shape[1] + 1
    shape = len(x), height, width, w.shape[3]
    out = buffers.setdefault(shape, np.empty(shape))
    out[...] = b
    for a, c in np.ndindex(w.shape[:2]):
        out += x[:, a : a + height, c : c + width].astype(float) @ w[a, c]
    return out
