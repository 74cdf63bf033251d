def dilate_kernel(w, rate):
    shape = [rate * (side - 1) + 1 for side in w.shape[:2]]
    out = np.zeros((*shape, *w.shape[2:]), w.dtype)
    out[::rate, ::rate] = w
    return out
