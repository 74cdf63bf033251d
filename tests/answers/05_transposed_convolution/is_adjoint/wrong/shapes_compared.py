def is_adjoint(forward, backward, in_shape, out_shape, rng):
    y = forward(rng.normal(size=in_shape))
    x = backward(rng.normal(size=out_shape))
    return y.shape == tuple(out_shape) and x.shape == tuple(in_shape)
