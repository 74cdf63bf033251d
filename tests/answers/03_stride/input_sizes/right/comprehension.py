def input_sizes(output, k, stride):
    first = k + stride * (output - 1)
    return [n for n in range(first, first + stride)]
