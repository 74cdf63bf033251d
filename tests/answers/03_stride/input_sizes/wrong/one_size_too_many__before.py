def input_sizes(output, k, stride):
    first = (output - 1) * stride + k
    return list(range(first - 1, first + stride))
