def is_adjoint(forward, backward, in_shape, out_shape, rng):
    x, y = rng.standard_normal(in_shape), rng.standard_normal(out_shape)
    fx, gy = np.ravel(forward(x)), np.ravel(backward(y))
    gap = abs(fx @ y.ravel() - x.ravel() @ gy)
    return bool(gap <= 1e-5 * np.linalg.norm(fx) * np.linalg.norm(y.ravel()))
