def dense_as_conv(dense_kernel, input_shape):
    return dense_kernel.T.reshape((dense_kernel.shape[1], *input_shape))
