def receptive_field(layers):
    size, jump = 1, 1
    for k, stride, dilation in layers:
        reach = (k - 1) * dilation + 1
        size = size + (reach - 1) * jump
        jump = jump * stride
    return size, jump
