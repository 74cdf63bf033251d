# unnamed: only kernels of other sizes show it
def logit_at(image, kernel, row, col):
    window = image[row - 1 : row + 2, col - 1 : col + 2].astype(float)
    return float(np.sum(window * kernel[:3, :3]))
