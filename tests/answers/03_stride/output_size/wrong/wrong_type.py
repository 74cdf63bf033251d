def output_size(n, k, stride, padding):
    if padding == "same":
        return np.ceil(n / stride)
    return np.floor((n - k) / stride) + 1
