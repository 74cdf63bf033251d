def model_receptive_field(model, layer_name):
    names = [layer.name for layer in model.layers]
    seen = 1
    for layer in reversed(model.layers[: names.index(layer_name) + 1]):
        config = layer.get_config()
        k = config.get("kernel_size", config.get("pool_size", (1, 1)))[0]
        d = config.get("dilation_rate", (1, 1))[0]
        s = config.get("strides", (1, 1))[0]
        seen = (seen - 1) * s + (k - 1) * d + 1
    return seen
