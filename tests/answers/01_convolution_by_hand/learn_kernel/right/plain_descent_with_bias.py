def learn_kernel(image, target, size, steps):
    mean, spread = image.mean(), image.std()
    pixels = tf.constant(((image - mean) / spread)[np.newaxis, :, :, np.newaxis])
    goal = tf.constant((target / spread)[np.newaxis, :, :, np.newaxis])
    weights = tf.Variable(tf.zeros([size, size, 1, 1], tf.float64))
    bias = tf.Variable(tf.zeros([], tf.float64))
    for step in range(steps):
        with tf.GradientTape() as tape:
            output = tf.nn.conv2d(pixels, weights, strides=1, padding="VALID") + bias
            loss = tf.reduce_mean(tf.square(output - goal))
        slope, slope_of_bias = tape.gradient(loss, (weights, bias))
        weights.assign_sub(0.8 / size**2 * slope)
        bias.assign_sub(0.4 * slope_of_bias)
    return weights.numpy().reshape(size, size)
