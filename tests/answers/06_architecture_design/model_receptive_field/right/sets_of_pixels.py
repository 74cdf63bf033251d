def model_receptive_field(model, layer_name):
    path = []
    for layer in model.layers:
        path.append(layer)
        if layer.name == layer_name:
            break
    pixels = {0}
    for layer in path[::-1]:
        if hasattr(layer, "kernel_size"):
            steps = [layer.dilation_rate[0] * i for i in range(layer.kernel_size[0])]
        elif hasattr(layer, "pool_size"):
            steps = range(layer.pool_size[0])
        else:
            continue
        pixels = {p * layer.strides[0] + step for p in pixels for step in steps}
    return np.int64(max(pixels) - min(pixels) + 1)
