def receptive_field(layers):
    if not layers:
        return (1, 1)
    *before, (k, stride, dilation) = layers
    size, jump = receptive_field(before)
    return (size + jump * dilation * (k - 1), jump * stride)
