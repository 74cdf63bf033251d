def deprocess(image):
    picture = image.astype(float)
    picture = picture - picture.mean()
    spread = picture.std()
    if spread > 0:
        picture = picture / spread
    picture = picture + 0.5
    picture = np.clip(picture, 0, 1)
    return picture[:, :, ::-1].copy()
