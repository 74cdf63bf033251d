def deprocess(image):
    x = image.astype(float)
    std = x.std()
    x = (x - x.mean()) / std * 0.15 + 0.5 if std > 1e-9 else np.full(x.shape, 0.5)
    return np.clip(x, 0, 1)[:, :, ::-1]
