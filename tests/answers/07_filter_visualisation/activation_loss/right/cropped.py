def activation_loss(extractor, image, filter_index, border=2):
    maps = keras.layers.Cropping2D(border)(extractor(image))
    return keras.ops.mean(maps[..., filter_index])
