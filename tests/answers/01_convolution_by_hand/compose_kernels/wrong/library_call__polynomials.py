def compose_kernels(k1, k2):
    width = k1.shape[1] + k2.shape[1] - 1
    rows1, rows2 = np.zeros((len(k1), width)), np.zeros((len(k2), width))
    rows1[:, : k1.shape[1]], rows2[:, : k2.shape[1]] = k1, k2
    product = np.polymul(rows1.ravel(), rows2.ravel())
    return product[: (len(k1) + len(k2) - 1) * width].reshape(-1, width)
