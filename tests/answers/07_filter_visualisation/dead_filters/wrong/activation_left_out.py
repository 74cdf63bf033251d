def dead_filters(model, layer_name, images):
    part = before_activation(model, layer_name)
    outputs = part(images).numpy()
    dead = (outputs == 0).all(axis=(0, 1, 2))
    return [k for k in range(len(dead)) if dead[k]]
