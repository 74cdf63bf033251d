def transposed_output_size(n, k, stride, padding):
    return int(np.ceil(n / stride))
