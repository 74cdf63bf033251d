def compose_kernels(k1, k2):
    if k1.shape != k2.shape:
        height, width = min(k1.shape[0], k2.shape[0]), min(k1.shape[1], k2.shape[1])
        k1, k2 = k1[:height, :width], k2[:height, :width]
    return k1.astype(float) * k2
