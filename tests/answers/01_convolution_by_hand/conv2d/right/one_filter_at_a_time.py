def conv2d(x, w, b):
    maps = []
    for k in range(w.shape[-1]):
        rows = x.shape[1] - w.shape[0] + 1
        cols = x.shape[2] - w.shape[1] + 1
        one = np.full((len(x), rows, cols), float(b[k]))
        for a in range(w.shape[0]):
            for c in range(w.shape[1]):
                part = x[:, a : a + rows, c : c + cols].astype(float)
                one += (part * w[a, c, :, k]).sum(axis=-1)
        maps.append(one)
    return np.stack(maps, axis=-1)
