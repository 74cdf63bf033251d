def separable_saving(kh, kw, c_in, c_out):
    return 1 / (1 / c_out + 1 / (kh * kw))
