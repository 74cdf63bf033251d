def pad_amounts(n, k, stride=1):
    outputs = (n + stride - 1) // stride
    total = (outputs - 1) * stride + k - n
    if total < 0:
        total = 0
    before = total // 2
    return before, total - before
