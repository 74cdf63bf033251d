def output_size(n, k, padding):
    if padding == "valid":
        starts = np.arange(0, n - k + 1)
    elif padding == "same":
        starts = np.arange(n)
    elif padding == "full":
        starts = np.arange(-k + 1, n)
    else:
        raise ValueError(f"no padding called {padding}")
    return starts.size
