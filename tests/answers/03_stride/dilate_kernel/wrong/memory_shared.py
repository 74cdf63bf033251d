def dilate_kernel(w, rate):
    if rate == 1:
        return w
    out = np.zeros(((w.shape[0] - 1) * rate + 1, (w.shape[1] - 1) * rate + 1, *w.shape[2:]), w.dtype)
    out[::rate, ::rate] = w
    return out
