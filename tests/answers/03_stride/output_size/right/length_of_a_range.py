def output_size(n, k, stride, padding):
    return len(range(0, n - (k - 1) * (padding == "valid"), stride))
