def dense_as_conv(dense_kernel, input_shape):
    h, w, c = input_shape
    return dense_kernel.reshape(w, h, c, -1).transpose(1, 0, 2, 3)
