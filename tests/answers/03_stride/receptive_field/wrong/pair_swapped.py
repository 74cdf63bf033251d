def receptive_field(layers):
    size = jump = 1
    for k, stride, dilation in layers:
        size += (k - 1) * dilation * jump
        jump *= stride
    return jump, size
