def dense_weights(height, width, channels):
    units = height * width * channels
    total = 0
    for _ in range(units):
        total += units
    return total


def conv_weights(kh, kw, c_in, c_out, bias=True):
    layer = keras.layers.Conv2D(c_out, (kh, kw), use_bias=bias)
    layer.build((None, None, None, c_in))
    return layer.count_params()


def conv_units(height, width, c_out):
    return int(np.zeros((height, width)).size * c_out)
