def trace(input_shape, layers):
    def side(n, k, s, padding):
        return math.ceil(n / s) if padding == "same" else math.floor((n - k) / s) + 1

    def conv(shape, layer):
        groups = layer.get("groups", 1)
        if shape[2] % groups or layer["filters"] % groups:
            raise ValueError("the groups of a conv layer leave a remainder")
        kernel = np.prod(layer["kernel"]) * (shape[2] // groups)
        output = pooled(shape, layer, layer["kernel"])[:2] + (layer["filters"],)
        weights = kernel * layer["filters"]
        return output, weights + layer["filters"], weights * output[0] * output[1]

    def pooled(shape, layer, window):
        sides = tuple(
            side(shape[a], window[a], layer["strides"][a], layer["padding"]) for a in (0, 1)
        )
        if min(sides) <= 0:
            raise ValueError(f"a {layer['type']} layer shrinks {shape} to nothing")
        return (*sides, shape[2])

    rows, shape = [], input_shape
    for layer in layers:
        if layer["type"] == "conv":
            shape, params, macs = conv(shape, layer)
        elif layer["type"] == "pool":
            shape, params, macs = pooled(shape, layer, layer["pool"]), 0, 0
        elif layer["type"] == "flatten":
            shape, params, macs = (int(np.prod(shape)),), 0, 0
        else:
            if len(shape) != 1:
                raise ValueError("a dense layer wants a row of numbers")
            macs = shape[0] * layer["units"]
            params, shape = macs + layer["units"], (layer["units"],)
        rows.append(dict(type=layer["type"], output_shape=shape, params=params, macs=macs))
    return rows
