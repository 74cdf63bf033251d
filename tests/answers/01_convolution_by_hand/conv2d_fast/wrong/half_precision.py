# unnamed: rounding has no pattern of its own
def conv2d_fast(x, w, b):
    windows = np.lib.stride_tricks.sliding_window_view(
        x.astype(np.float16), w.shape[:2], axis=(1, 2)
    )
    out = np.tensordot(windows, w.astype(np.float16), axes=((4, 5, 3), (0, 1, 2)))
    return out.astype(float) + b
