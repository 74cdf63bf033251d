def input_sizes(output, k, stride):
    first = output * stride + k
    return list(range(first, first + stride))
