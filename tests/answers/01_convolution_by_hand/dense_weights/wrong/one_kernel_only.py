def dense_weights(height, width, channels):
    return (height * width * channels) ** 2


def conv_weights(kh, kw, c_in, c_out, bias=True):
    return kh * kw * c_in + (1 if bias else 0)


def conv_units(height, width, c_out):
    return height * width * c_out
