def receptive_field(layers):
    size = jump = 1
    for k, stride, dilation in layers:
        size += k * dilation * jump
        jump *= stride
    return size, jump
