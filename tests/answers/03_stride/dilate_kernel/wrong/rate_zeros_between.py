def dilate_kernel(w, rate):
    step = rate + 1
    out = np.zeros(((w.shape[0] - 1) * step + 1, (w.shape[1] - 1) * step + 1, *w.shape[2:]), w.dtype)
    out[::step, ::step] = w
    return out
