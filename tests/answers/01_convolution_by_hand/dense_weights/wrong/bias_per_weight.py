def dense_weights(height, width, channels):
    return (height * width * channels) ** 2


def conv_weights(kh, kw, c_in, c_out, bias=True):
    weights = kh * kw * c_in * c_out
    return 2 * weights if bias else weights


def conv_units(height, width, c_out):
    return height * width * c_out
