def conv2d_strided_backward(x, w, dy, strides):
    kh, kw = w.shape[:2]
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[3])
    for n in range(x.shape[0]):
        for i in range(dy.shape[1]):
            for j in range(dy.shape[2]):
                top, left = i * strides[0], j * strides[1]
                g = dy[n, i, j].astype(float)
                window = x[n, top : top + kh, left : left + kw].astype(float)
                dw += window[..., None] * g
                dx[n, top : top + kh, left : left + kw] += w.astype(float) @ g
                db += g
    return dx, dw, db
