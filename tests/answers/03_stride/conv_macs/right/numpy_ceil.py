def conv_macs(height, width, kh, kw, c_in, c_out, strides, padding):
    sides = np.array([height, width])
    if padding == "valid":
        sides = sides - [kh - 1, kw - 1]
    outputs = np.ceil(sides / np.array(strides)).astype(np.int64)
    return np.prod(outputs) * (kh * kw * c_in * c_out)
