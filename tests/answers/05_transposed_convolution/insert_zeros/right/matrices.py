def insert_zeros(x, strides):
    rows = np.eye((x.shape[1] - 1) * strides[0] + 1)[:, :: strides[0]]
    cols = np.eye((x.shape[2] - 1) * strides[1] + 1)[:, :: strides[1]]
    return np.einsum("pi,qj,nijc->npqc", rows, cols, x)
