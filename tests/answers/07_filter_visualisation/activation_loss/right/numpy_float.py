def activation_loss(extractor, image, filter_index, border=2):
    one = np.asarray(extractor(image))[0, :, :, filter_index]
    height, width = one.shape
    return float(one[border : height - border, border : width - border].mean())
