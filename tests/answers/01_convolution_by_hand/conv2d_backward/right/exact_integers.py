def conv2d_backward(x, w, dy):
    whole = all(array.dtype.kind in "iu" for array in (x, w, dy))
    x, w, dy = (array.astype(np.int64 if whole else np.float64) for array in (x, w, dy))
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    height, width = dy.shape[1:3]
    for n in range(len(x)):
        for a in range(w.shape[0]):
            for b in range(w.shape[1]):
                part = x[n, a : a + height, b : b + width].reshape(height * width, -1)
                flat = dy[n].reshape(height * width, -1)
                dw[a, b] += part.T @ flat
                dx[n, a : a + height, b : b + width] += dy[n] @ w[a, b].T
    return dx, dw, dy.sum(axis=2).sum(axis=1).sum(axis=0)
