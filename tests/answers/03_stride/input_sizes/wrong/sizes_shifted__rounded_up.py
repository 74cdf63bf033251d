def input_sizes(output, k, stride):
    last = (output - 1) * stride + k
    return list(range(last - stride + 1, last + 1))
