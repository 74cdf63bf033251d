def dilate_kernel(w, rate):
    out = np.zeros((w.shape[0] * rate, w.shape[1] * rate, *w.shape[2:]), w.dtype)
    out[::rate, ::rate] = w
    return out
