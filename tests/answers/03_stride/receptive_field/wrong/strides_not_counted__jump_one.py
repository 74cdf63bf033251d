def receptive_field(layers):
    size = 1
    for k, _stride, dilation in layers:
        size += (k - 1) * dilation
    return size, 1
