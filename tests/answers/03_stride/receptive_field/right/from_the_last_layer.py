def receptive_field(layers):
    size, jump = 1, 1
    for k, stride, dilation in reversed(layers):
        size = (size - 1) * stride + (k - 1) * dilation + 1
        jump *= stride
    return size, jump
