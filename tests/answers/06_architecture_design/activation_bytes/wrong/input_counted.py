def activation_bytes(model, batch_size):
    numbers = 0
    for layer in model.layers:
        count = 1
        for side in (layer.output if not isinstance(layer.output, list) else layer.output[0]).shape[1:]:
            count *= side
        numbers += count
    return numbers * 4 * batch_size
