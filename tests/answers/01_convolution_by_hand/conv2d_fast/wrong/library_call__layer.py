def conv2d_fast(x, w, b):
    layer = keras.layers.Conv2D(w.shape[3], w.shape[:2], dtype="float64")
    layer.build(x.shape)
    layer.set_weights([w.astype(float), b.astype(float)])
    return layer(x.astype(float))
