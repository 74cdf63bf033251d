def transposed_output_size(n, k, stride, padding):
    ends = set(range(n * stride))
    if padding == "valid":
        for i in range(n):
            ends.update(range(i * stride, i * stride + k))
    return len(ends)
