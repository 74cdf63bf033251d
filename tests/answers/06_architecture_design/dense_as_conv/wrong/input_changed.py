def dense_as_conv(dense_kernel, input_shape):
    dense_kernel.shape = (*input_shape, dense_kernel.shape[1])
    return dense_kernel
