from scipy.ndimage import convolve as flipped_correlation


def convolve2d(image, kernel):
    kh, kw = kernel.shape
    whole = flipped_correlation(image.astype(float), kernel.astype(float), mode="constant")
    top, left = (kh - 1) // 2, (kw - 1) // 2
    return whole[top : top + image.shape[0] - kh + 1, left : left + image.shape[1] - kw + 1].copy()
