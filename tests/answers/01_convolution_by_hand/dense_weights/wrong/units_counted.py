def dense_weights(height, width, channels):
    return height * width * channels


def conv_weights(kh, kw, c_in, c_out, bias=True):
    return (kh * kw * c_in + bool(bias)) * c_out


def conv_units(height, width, c_out):
    return height * width * c_out
