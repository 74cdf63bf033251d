def dilate_kernel(w, rate):
    shape = list(w.shape)
    shape[-2:] = [(side - 1) * rate + 1 for side in shape[-2:]]
    out = np.zeros(shape, w.dtype)
    out[..., ::rate, ::rate] = w
    return out
