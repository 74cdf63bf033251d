import scipy.ndimage as filters


def correlate2d(image, kernel):
    kh, kw = kernel.shape
    whole = filters.correlate(image.astype(float), kernel.astype(float), mode="constant")
    top, left = kh // 2, kw // 2
    return whole[top : top + image.shape[0] - kh + 1, left : left + image.shape[1] - kw + 1].copy()
