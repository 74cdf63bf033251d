import math


def pad_amounts(n, k, stride=1):
    needed = (math.ceil(n / stride) - 1) * stride + k
    missing = max(needed - n, 0)
    return math.floor(missing / 2), math.ceil(missing / 2)
