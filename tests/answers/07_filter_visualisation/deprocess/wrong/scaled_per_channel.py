def deprocess(image):
    picture = image.astype(float)
    picture = picture - picture.mean(axis=(0, 1))
    spread = picture.std(axis=(0, 1))
    if spread.min() > 0:
        picture = picture * 0.15 / spread
    picture = picture + 0.5
    picture = np.clip(picture, 0, 1)
    return picture[:, :, ::-1].copy()
