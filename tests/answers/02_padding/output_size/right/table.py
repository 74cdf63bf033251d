def output_size(n, k, padding):
    borders = {"valid": 0, "same": k - 1, "full": 2 * (k - 1)}
    if padding not in borders:
        raise ValueError(padding)
    return n + borders[padding] - k + 1
