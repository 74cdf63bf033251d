def output_size(n, k, padding):
    return {"valid": n - k + 1, "same": n, "full": n + k - 1}[padding]
