def dilate_kernel(w, rate):
    out = np.zeros(((w.shape[0] - 1) * rate + 1, *w.shape[1:]), w.dtype)
    out[::rate] = w
    return out
