def activation_bytes(model, batch_size):
    inner = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    spy = keras.Model(model.inputs, [layer.output for layer in inner])
    outputs = spy([np.zeros((1, *x.shape[1:]), dtype="float32") for x in model.inputs])
    return batch_size * sum(np.asarray(output).nbytes for output in outputs)
