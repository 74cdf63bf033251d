def dense_as_conv(dense_kernel, input_shape):
    return dense_kernel.reshape((*input_shape, dense_kernel.shape[1]), order="F")
