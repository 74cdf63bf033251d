def model_receptive_field(model, layer_name):
    def size_and_jump(layers):
        if not layers:
            return 1, 1
        size, jump = size_and_jump(layers[:-1])
        last = layers[-1]
        window = getattr(last, "kernel_size", getattr(last, "pool_size", None))
        if window is None:
            return size, jump
        reach = (window[0] - 1) * getattr(last, "dilation_rate", (1, 1))[0]
        return size + reach * jump, jump * last.strides[0]

    end = model.layers.index(model.get_layer(layer_name)) + 1
    return size_and_jump(model.layers[:end])[0]
