def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    layer = keras.layers.Conv2D(c_out, (kh, kw), strides=strides, padding=padding, use_bias=False)
    layer.build((None, height, width, c_in))
    _, rows, cols, _ = layer.compute_output_shape((None, height, width, c_in))
    return rows * cols * layer.count_params()
