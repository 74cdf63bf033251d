def separable_saving(kh, kw, c_in, c_out):
    def count(layer):
        layer.build((1, 9, 9, c_in))
        return sum(np.prod(weight.shape) for weight in layer.weights)

    standard = count(keras.layers.Conv2D(c_out, (kh, kw), use_bias=False))
    return float(standard) / float(count(keras.layers.SeparableConv2D(c_out, (kh, kw), use_bias=False)))
