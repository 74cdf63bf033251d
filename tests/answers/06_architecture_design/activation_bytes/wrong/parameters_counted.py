def activation_bytes(model, batch_size):
    return 4 * model.count_params() * batch_size
