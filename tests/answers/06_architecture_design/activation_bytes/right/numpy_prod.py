def activation_bytes(model, batch_size):
    shapes = [layer.output.shape for layer in model.layers if layer not in model._input_layers] if hasattr(
        model, "_input_layers"
    ) else [layer.output.shape for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    return np.sum([np.prod((4, batch_size, *shape[1:]), dtype=np.int64) for shape in shapes])
