def trace(input_shape, layers):
    shape = tuple(input_shape)
    result = []
    for i, layer in enumerate(layers):
        kind = layer["type"]
        params = macs = 0
        if kind == "conv":
            h, w, c = shape
            kh, kw = layer["kernel"]
            sh, sw = layer["strides"]
            f, g = layer["filters"], layer.get("groups", 1)
            if c % g != 0 or f % g != 0:
                raise ValueError(f"conv, layer {i}: {g} groups do not divide {c} and {f}")
            if layer["padding"] == "same":
                oh, ow = (h + sh - 1) // sh, (w + sw - 1) // sw
            else:
                oh, ow = (h - kh) // sh + 1, (w - kw) // sw + 1
            if oh < 1 or ow < 1:
                raise ValueError(f"conv, layer {i}: nothing is left of {shape}")
            weights = kh * kw * (c // g) * f
            params = weights + f
            macs = oh * ow * weights
            shape = (oh, ow, f)
        elif kind == "pool":
            h, w, c = shape
            ph, pw = layer["pool"]
            sh, sw = layer["strides"]
            if layer["padding"] == "same":
                oh, ow = (h + sh - 1) // sh, (w + sw - 1) // sw
            else:
                oh, ow = (h - ph) // sh + 1, (w - pw) // sw + 1
            if oh < 1 or ow < 1:
                raise ValueError(f"pool, layer {i}: nothing is left of {shape}")
            shape = (oh, ow, c)
        elif kind == "flatten":
            n = 1
            for side in shape:
                n *= side
            shape = (n,)
        elif kind == "dense":
            if len(shape) == 3:
                shape = (shape[0] * shape[1] * shape[2],)
            weights = shape[0] * layer["units"]
            params = weights + layer["units"]
            macs = weights
            shape = (layer["units"],)
        result.append({"type": kind, "output_shape": shape, "params": params, "macs": macs})
    return result
