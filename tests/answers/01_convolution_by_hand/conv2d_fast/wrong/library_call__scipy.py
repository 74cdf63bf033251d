def conv2d_fast(x, w, b):
    output = np.zeros(
        (len(x), x.shape[1] - w.shape[0] + 1, x.shape[2] - w.shape[1] + 1, w.shape[3])
    )
    for n in range(len(x)):
        for k in range(w.shape[3]):
            for c in range(w.shape[2]):
                output[n, :, :, k] += scipy.signal.correlate2d(
                    x[n, :, :, c].astype(float), w[:, :, c, k].astype(float), mode="valid"
                )
    return output + b
