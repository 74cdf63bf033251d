def dead_filters(model, layer_name, images):
    logits = before_activation(model, layer_name)(images)
    return np.where(np.max(logits, axis=(0, 1, 2)) <= 0)[0]
