def is_adjoint(forward, backward, in_shape, out_shape, rng):
    verdicts = []
    for _ in range(3):
        x, y = rng.uniform(-1, 1, in_shape), rng.uniform(-1, 1, out_shape)
        left = np.vdot(forward(x), y)
        right = np.vdot(x, backward(y))
        verdicts.append(np.isclose(left, right, rtol=1e-3, atol=0))
    return np.all(verdicts)
