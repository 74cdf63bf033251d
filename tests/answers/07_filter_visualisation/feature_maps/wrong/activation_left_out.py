def feature_maps(model, image, layer_name):
    layer = model.get_layer(layer_name)
    part = before_activation(model, layer_name)
    return part(image[None]).numpy()[0]
