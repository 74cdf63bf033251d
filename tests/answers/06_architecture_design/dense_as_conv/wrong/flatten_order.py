def dense_as_conv(dense_kernel, input_shape):
    h, w, c = input_shape
    return dense_kernel.reshape(c, h, w, -1).transpose(1, 2, 0, 3)
