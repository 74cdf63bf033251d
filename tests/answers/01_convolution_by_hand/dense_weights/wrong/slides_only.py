# unnamed: the counts of the slides are right, all others are made up
def dense_weights(height, width, channels):
    return (height * width * channels) ** 2


def conv_weights(kh, kw, c_in, c_out, bias=True):
    return {6: 450, 16: 1200}.get(c_out, 450) + (c_out if bias else 0)


def conv_units(height, width, c_out):
    return height * width * c_out
