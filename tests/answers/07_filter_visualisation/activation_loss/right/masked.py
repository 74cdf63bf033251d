def activation_loss(extractor, image, filter_index, border=2):
    maps = extractor(image)[0, ..., filter_index]
    h, w = maps.shape
    inside = np.zeros((h, w), dtype=np.float32)
    inside[border : h - border, border : w - border] = 1
    return tf.reduce_sum(maps * inside) / inside.sum()
