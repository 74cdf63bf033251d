def trace(input_shape, layers):
    x, rows = keras.Input(input_shape), []
    for number, layer in enumerate(layers, start=1):
        kind, c = layer["type"], x.shape[-1]
        if kind == "dense" and len(x.shape) > 2:
            raise ValueError(f"layer {number} is dense and meets a picture")
        if kind == "dense":  # without building the weights: they may be a hundred million
            macs = c * layer["units"]
            params, x = macs + layer["units"], keras.Input((layer["units"],))
        elif kind == "flatten":
            params, macs, x = 0, 0, keras.layers.Flatten()(x)
        else:
            try:
                x = keras_layer(layer)(x)
            except Exception as error:
                raise ValueError(f"layer {number} ({kind}): {error}") from error
            if min(x.shape[1:3]) < 1:
                raise ValueError(f"layer {number} ({kind}): no pixel is left")
            params = macs = 0
            if kind == "conv":
                weights = math.prod(layer["kernel"]) * c // layer.get("groups", 1) * x.shape[3]
                params, macs = weights + x.shape[3], weights * x.shape[1] * x.shape[2]
        rows.append(
            {"type": kind, "output_shape": list(x.shape[1:]), "params": params, "macs": macs}
        )
    return rows
