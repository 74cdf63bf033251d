def dense_as_conv(dense_kernel, input_shape):
    rows = np.asarray(keras.layers.Flatten()(np.arange(np.prod(input_shape)).reshape(1, *input_shape)))[0]
    kernel = np.empty((*input_shape, dense_kernel.shape[1]))
    kernel[np.unravel_index(rows.astype(int), input_shape)] = dense_kernel
    return kernel
