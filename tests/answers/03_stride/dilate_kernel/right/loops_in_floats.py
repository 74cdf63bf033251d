def dilate_kernel(w, rate):
    kh, kw, *rest = w.shape
    out = np.zeros([(kh - 1) * rate + 1, (kw - 1) * rate + 1] + rest)
    for a in range(kh):
        for c in range(kw):
            out[a * rate, c * rate] = w[a, c]
    return out
