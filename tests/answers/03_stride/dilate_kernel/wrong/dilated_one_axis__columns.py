def dilate_kernel(w, rate):
    out = np.zeros((w.shape[0], (w.shape[1] - 1) * rate + 1, *w.shape[2:]), w.dtype)
    out[:, ::rate] = w
    return out
