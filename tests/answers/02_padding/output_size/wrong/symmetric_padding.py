def output_size(n, k, padding):
    pads = {"valid": 0, "same": k // 2, "full": k - 1}
    if padding not in pads:
        raise ValueError(padding)
    return n + 2 * pads[padding] - k + 1
