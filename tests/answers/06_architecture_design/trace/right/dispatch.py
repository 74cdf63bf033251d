def trace(input_shape, layers):
    names = {"conv": "kernel", "pool": "pool"}
    shape, out = np.array(input_shape), []
    for position in range(len(layers)):
        layer = layers[position].copy()
        layer.setdefault("groups", 1)
        error = ValueError(f"cannot build layer {position}, a {layer['type']} layer")
        row = {"type": layer["type"], "params": 0, "macs": 0}
        if layer["type"] in names:
            window, steps = np.array(layer[names[layer["type"]]]), np.array(layer["strides"])
            lost = 0 if layer["padding"] == "same" else window - 1
            sides = np.maximum(shape[:2] - lost + steps - 1, 0) // steps
            if (sides < 1).any():
                raise error
            channels = shape[2]
            if layer["type"] == "conv":
                if channels % layer["groups"] or layer["filters"] % layer["groups"]:
                    raise error
                each = window.prod() * (channels // layer["groups"])
                channels = layer["filters"]
                row["params"] = (each + 1) * channels
                row["macs"] = each * channels * sides.prod()
            shape = np.array([*sides, channels])
        if layer["type"] == "flatten":
            shape = np.array([shape.prod()])
        if layer["type"] == "dense":
            if shape.size > 1:
                raise error
            row["macs"] = shape[0] * layer["units"]
            row["params"] = (shape[0] + 1) * layer["units"]
            shape = np.array([layer["units"]])
        row["output_shape"] = tuple(shape)
        out.append(row)
    return out
