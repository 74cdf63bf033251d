def receptive_field(layers):
    size = jump = 1
    for k, stride, dilation in layers:
        jump *= stride
        size += (k - 1) * dilation * jump
    return size, jump
