def conv2d_backward(x, w, dy):
    x, w, dy = x.astype(float), w.astype(float), dy.astype(float)
    dx, dw, db = np.zeros_like(x), np.zeros_like(w), np.zeros(w.shape[3])
    kh, kw = w.shape[:2]
    for i in range(dy.shape[1]):
        for j in range(dy.shape[2]):
            for n in range(len(x)):
                dw += x[n, i : i + kh, j : j + kw, :, None] * dy[n, i, j]
                dx[n, i : i + kh, j : j + kw] += w @ dy[n, i, j]
                db += dy[n, i, j]
    return dx, dw, db
