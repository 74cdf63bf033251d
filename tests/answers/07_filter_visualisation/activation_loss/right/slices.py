def activation_loss(extractor, image, filter_index, border=2):
    one = extractor(image)[0, :, :, filter_index]
    if border > 0:
        one = one[border:-border, border:-border]
    return tf.reduce_mean(one)
