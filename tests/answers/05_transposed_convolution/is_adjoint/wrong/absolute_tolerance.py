def is_adjoint(forward, backward, in_shape, out_shape, rng):
    for _ in range(10):
        x = rng.normal(size=in_shape)
        y = rng.normal(size=out_shape)
        left, right = np.sum(forward(x) * y), np.sum(x * backward(y))
        if abs(left - right) > 1e-6:
            return False
    return True
