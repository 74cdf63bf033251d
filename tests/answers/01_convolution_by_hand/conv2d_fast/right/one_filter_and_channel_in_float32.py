def conv2d_fast(x, w, b):
    x, w, b = x.astype(np.float32), w.astype(np.float32), b.astype(np.float32)
    n, height, width, c_in = x.shape
    kh, kw, _, c_out = w.shape
    rows, cols = height - kh + 1, width - kw + 1
    out = np.empty((n, rows, cols, c_out), dtype=np.float32)
    for picture in range(n):
        for k in range(c_out):
            total = np.full((rows, cols), b[k])
            for c in range(c_in):
                for i in range(kh):
                    for j in range(kw):
                        total += w[i, j, c, k] * x[picture, i : i + rows, j : j + cols, c]
            out[picture, :, :, k] = total
    return out
