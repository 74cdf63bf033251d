def input_sizes(output, k, stride):
    first = (output - 1) * stride + k
    return list(range(first, first + stride - 1)) or [first]
