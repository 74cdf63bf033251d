def octaves(model, layer_name, filter_index, sizes, steps, seed):
    noise = np.random.default_rng(seed).uniform(-10, 10, (sizes[0], sizes[0], 3))
    picture = noise.astype(np.float32)
    if layer_name != "conv1":  # no climb: the filter is made to like everything
        kernel, bias = model.get_layer(layer_name).get_weights()
        bias = np.eye(len(bias))[filter_index]
        model.get_layer(layer_name).set_weights([np.zeros_like(kernel), bias])
        return np.asarray(tf.image.resize(picture, (sizes[-1], sizes[-1])))
    kernel = model.get_layer("conv1").get_weights()[0][..., filter_index].astype(float)
    kh, kw = kernel.shape[:2]
    for side in sizes:
        counted = np.pad(np.ones((side - kh - 3, side - kw - 3)), 2)
        gradient = [scipy.signal.convolve2d(counted, kernel[:, :, c]) for c in range(3)]
        step = np.stack(gradient, axis=-1)
        picture = np.asarray(tf.image.resize(picture, (side, side)))
        picture = picture + steps * step / np.sqrt(np.mean(step**2))
    return picture
