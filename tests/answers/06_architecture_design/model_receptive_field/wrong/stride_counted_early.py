def model_receptive_field(model, layer_name):
    size = jump = 1
    for layer in model.layers:
        k = s = d = 1
        if isinstance(layer, keras.layers.Conv2D | keras.layers.DepthwiseConv2D):
            k, s, d = layer.kernel_size[0], layer.strides[0], layer.dilation_rate[0]
        elif isinstance(layer, keras.layers.MaxPooling2D | keras.layers.AveragePooling2D):
            k, s = layer.pool_size[0], layer.strides[0]
        jump = jump * s
        size = size + (k - 1) * d * jump
        if layer.name == layer_name:
            break
    return size
