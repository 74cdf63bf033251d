def saliency_map(model, image, class_index):
    logits = before_activation(model, model.layers[-1].name)
    x = tf.Variable(image[None], dtype=tf.float32)
    with tf.GradientTape() as tape:
        score = logits(x + 0)[0, class_index]
    return tf.reduce_max(tf.abs(tape.gradient(score, x)), axis=-1)[0]
