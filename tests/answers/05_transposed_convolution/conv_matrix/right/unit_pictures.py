def conv_matrix(kernel, height, width):
    columns = []
    for p in range(height * width):
        unit = np.zeros(height * width)
        unit[p] = 1
        seen = scipy.signal.correlate2d(unit.reshape(height, width), kernel.astype(float), "valid")
        columns.append(seen.ravel())
    return np.array(columns).T
