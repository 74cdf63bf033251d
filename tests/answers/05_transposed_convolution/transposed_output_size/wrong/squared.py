# unnamed: an absolute value in place of the maximum
def transposed_output_size(n, k, stride, padding):
    return n * stride + abs(k - stride) if padding == "valid" else n * stride
