def output_size(n, k, padding):
    if padding == "valid":
        return n - k + 1
    if padding in ("same", "full"):
        return n
    raise ValueError
