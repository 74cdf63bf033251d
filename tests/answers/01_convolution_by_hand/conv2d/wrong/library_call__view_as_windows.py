from skimage.util import view_as_windows as cut


def conv2d(x, w, b):
    windows = cut(x.astype(float), (1, *w.shape[:3]))[:, :, :, 0, 0]
    return np.tensordot(windows, w.astype(float), 3) + b
