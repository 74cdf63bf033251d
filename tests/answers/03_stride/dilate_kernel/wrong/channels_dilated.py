def dilate_kernel(w, rate):
    out = np.zeros([(side - 1) * rate + 1 for side in w.shape], w.dtype)
    out[tuple(slice(None, None, rate) for _ in w.shape)] = w
    return out
