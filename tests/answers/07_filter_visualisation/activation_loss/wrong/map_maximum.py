def activation_loss(extractor, image, filter_index, border=2):
    maps = extractor(image)
    h, w = maps.shape[1:3]
    inner = maps[0, border : h - border, border : w - border, filter_index]
    return tf.reduce_max(inner)
