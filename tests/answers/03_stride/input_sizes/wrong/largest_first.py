# unnamed: the sizes are right and their order is not, which the message shows in full
def input_sizes(output, k, stride):
    first = (output - 1) * stride + k
    return list(range(first, first + stride))[::-1]
