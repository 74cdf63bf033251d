def global_average_pool2d(x):
    return keras.layers.GlobalAveragePooling2D()(x.astype("float32"))
