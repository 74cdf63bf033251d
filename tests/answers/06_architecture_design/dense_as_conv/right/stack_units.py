def dense_as_conv(dense_kernel, input_shape):
    return np.stack([column.reshape(input_shape) for column in dense_kernel.T], axis=-1)
