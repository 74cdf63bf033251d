# unnamed: counts that overflow 32 bits have no pattern of their own
def dense_weights(height, width, channels):
    units = np.array([height * width * channels], dtype=np.int32)
    return int((units * units)[0])


def conv_weights(kh, kw, c_in, c_out, bias=True):
    return (kh * kw * c_in + bool(bias)) * c_out


def conv_units(height, width, c_out):
    return height * width * c_out
