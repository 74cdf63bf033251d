def input_sizes(output, k, stride):
    return (output - 1) * stride + k + np.arange(stride)
