def dilate_kernel(w, rate):
    return w.repeat(rate, axis=0).repeat(rate, axis=1)
