def causal_conv1d(x, w):
    k, c_in, c_out = w.shape
    layer = keras.layers.Conv1D(c_out, k, padding="causal", use_bias=False, dtype="float64")
    layer.build((None, None, c_in))
    layer.set_weights([w])
    return layer(x.astype(float)).numpy()
