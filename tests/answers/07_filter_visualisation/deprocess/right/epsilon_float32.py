def deprocess(image):
    x = np.float32(image) - np.float32(np.mean(image))
    x *= 0.15 / max(x.std(), 1e-7)
    x += 0.5
    return np.stack([np.clip(x[..., c], 0, 1) for c in (2, 1, 0)], axis=-1)
