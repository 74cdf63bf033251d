def input_sizes(output, k, stride):
    return tuple(range((output - 1) * stride + k, output * stride + k))
