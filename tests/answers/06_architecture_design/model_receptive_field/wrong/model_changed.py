def model_receptive_field(model, layer_name):
    size = jump = 1
    for layer in model.layers:
        layer.trainable = False
        window = getattr(layer, "kernel_size", getattr(layer, "pool_size", (1, 1)))[0]
        size += (window - 1) * getattr(layer, "dilation_rate", (1, 1))[0] * jump
        jump *= getattr(layer, "strides", (1, 1))[0]
        if layer.name == layer_name:
            return size
