# unnamed: a maximum that starts from 0 looks like no known mistake in a 'valid' window
def max_pool2d(x, pool, strides=None, padding="valid"):
    (ph, pw), (sh, sw) = pool, strides or pool
    rows, cols = (x.shape[1] - ph) // sh + 1, (x.shape[2] - pw) // sw + 1
    out = np.zeros((len(x), rows, cols, x.shape[3]))
    for a in range(ph):
        for b in range(pw):
            out = np.maximum(out, x[:, a : a + rows * sh : sh, b : b + cols * sw : sw][:, :rows, :cols])
    return out
