def dense_weights(height, width, channels):
    units = len([0 for _ in range(height) for _ in range(width) for _ in range(channels)])
    return units**2


def conv_weights(kh, kw, c_in, c_out, bias=True):
    kernel = np.empty((kh, kw, c_in, c_out))
    biases = np.empty(c_out if bias else 0)
    return kernel.size + biases.size


def conv_units(height, width, c_out):
    return sum([height * width] * c_out)
