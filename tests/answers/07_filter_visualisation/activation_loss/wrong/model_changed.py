def activation_loss(extractor, image, filter_index, border=2):
    extractor.trainable = False
    maps = extractor(image)
    h, w = maps.shape[1:3]
    return tf.reduce_mean(maps[0, border : h - border, border : w - border, filter_index])
