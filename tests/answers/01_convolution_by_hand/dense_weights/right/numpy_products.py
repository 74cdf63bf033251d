def dense_weights(height, width, channels):
    return np.prod([height, width, channels], dtype=np.int64) ** 2


def conv_weights(kh, kw, c_in, c_out, bias=True):
    weights = np.int64(kh) * kw * c_in * c_out
    return weights + c_out if bias else weights


def conv_units(height, width, c_out):
    return np.prod((height, width, c_out), dtype=np.int64)
