def activation_bytes(model, batch_size):
    model.set_weights([np.zeros_like(weight) for weight in model.get_weights()])
    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    return 4 * batch_size * sum(math.prod(layer.output.shape[1:]) for layer in layers)
