def is_adjoint(forward, backward, in_shape, out_shape, rng):
    x = rng.normal(size=in_shape)
    return bool(np.allclose(backward(forward(x)), x))
