def deprocess(image):
    image -= image.mean()
    image *= 0.15 / (image.std() + 1e-9)
    return np.clip(image + 0.5, 0, 1)[..., ::-1]
