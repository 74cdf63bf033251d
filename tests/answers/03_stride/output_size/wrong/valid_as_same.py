def output_size(n, k, stride, padding):
    return -(-n // stride)
