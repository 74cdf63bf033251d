def is_adjoint(forward, backward, in_shape, out_shape, rng):
    n, m = int(np.prod(in_shape)), int(np.prod(out_shape))
    there = np.stack([np.ravel(forward(e.reshape(in_shape))) for e in np.eye(n)], axis=1)
    back = np.stack([np.ravel(backward(e.reshape(out_shape))) for e in np.eye(m)], axis=1)
    return bool(np.abs(there - back.T).max() <= 1e-6 * np.abs(there).max())
