def output_size(n, k, padding):
    pads = {"valid": 0, "same": k - 1, "full": 2 * k}
    if padding not in pads:
        raise ValueError(padding)
    return n + pads[padding] - k + 1
