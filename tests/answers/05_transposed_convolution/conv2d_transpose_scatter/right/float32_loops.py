def conv2d_transpose_scatter(x, w, b, strides):
    (n, h, v, cin), (kh, kw, cout, _) = x.shape, w.shape
    out = np.zeros(
        (n, max((h - 1) * strides[0] + kh, h * strides[0]), max((v - 1) * strides[1] + kw, v * strides[1]), cout)
    )
    for m in range(n):
        for i in range(h):
            for j in range(v):
                for k in range(cout):
                    value = (w[:, :, k, :].astype(float) * x[m, i, j].astype(float)).sum(axis=-1)
                    top, left = i * strides[0], j * strides[1]
                    out[m, top : top + kh, left : left + kw, k] += value
    out += b
    return out.astype(np.float32)
