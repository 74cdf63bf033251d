def output_size(n, k, stride, padding):
    if padding == "valid":
        n = n - k + 1
    return int(np.ceil(n / stride))
