def dense_as_conv(dense_kernel, input_shape):
    return dense_kernel.reshape((*input_shape, -1))[::-1, ::-1]
