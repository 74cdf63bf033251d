def separable_saving(kh, kw, c_in, c_out):
    standard = kh * kw * c_in * c_out
    depthwise = kh * kw * c_in
    pointwise = c_in * c_out
    return standard / (depthwise * pointwise)
