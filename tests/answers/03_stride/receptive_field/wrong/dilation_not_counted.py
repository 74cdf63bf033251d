def receptive_field(layers):
    size = jump = 1
    for k, stride, _dilation in layers:
        size += (k - 1) * jump
        jump *= stride
    return size, jump
