def activation_bytes(model, batch_size):
    return sum(
        np.dtype("float32").itemsize * batch_size * math.prod(layer.output.shape[1:])
        for layer in model.layers
        if type(layer).__name__ != "InputLayer"
    )
