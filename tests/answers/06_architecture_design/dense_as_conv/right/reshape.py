def dense_as_conv(dense_kernel, input_shape):
    h, w, c = input_shape
    return dense_kernel.reshape(h, w, c, -1)
