# unnamed: the size is wrong only where the jump is, and adding strides is a slip of its own
def receptive_field(layers):
    size = jump = 1
    for k, stride, dilation in layers:
        size += (k - 1) * dilation * jump
        jump += stride - 1
    return size, jump
