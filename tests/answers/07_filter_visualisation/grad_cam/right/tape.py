def grad_cam(model, image, class_index, layer_name):
    scores = before_activation(model, model.layers[-1].name)
    part = keras.Model(model.inputs[0], [model.get_layer(layer_name).output, scores.outputs[0]])
    with tf.GradientTape() as tape:
        maps, logits = part(tf.constant(image[None], tf.float32))
        score = logits[:, class_index]
    weights = tf.reduce_mean(tape.gradient(score, maps), axis=[1, 2], keepdims=True)
    cam = tf.nn.relu(tf.reduce_sum(weights * maps, axis=-1))[0]
    return tf.math.divide_no_nan(cam, tf.reduce_max(cam))
