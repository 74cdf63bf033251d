def activation_loss(extractor, image, filter_index, border=2):
    maps = extractor(image)
    h, w = maps.shape[1:3]
    inner = maps[0, 2 : h - 2, 2 : w - 2, filter_index]
    return tf.reduce_mean(inner)
