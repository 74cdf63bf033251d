def input_sizes(output, k, stride):
    first = (output - 1) * stride + k - 1
    return list(range(first, first + stride))
