def activation_bytes(model, batch_size):
    numbers = 0
    for layer in model.layers:
        if isinstance(layer, keras.layers.InputLayer):
            continue
        count = 1
        for side in layer.output.shape[1:]:
            count *= side
        numbers += count
    return numbers * 8 * batch_size
