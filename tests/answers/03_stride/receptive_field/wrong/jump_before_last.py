def receptive_field(layers):
    size = jump = step = 1
    for k, stride, dilation in layers:
        jump = step
        size += (k - 1) * dilation * jump
        step *= stride
    return size, jump
