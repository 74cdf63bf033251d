def pad_amounts(n, k, stride=1):
    before = after = 0
    while (n + before + after - k) < (-(-n // stride) - 1) * stride:
        if before < after:
            before += 1
        else:
            after += 1
    return before, after
