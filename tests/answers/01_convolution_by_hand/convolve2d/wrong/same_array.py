buffers = {}


def convolve2d(image, kernel):
    kh, kw = kernel.shape
    shape = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    if shape not in buffers:
        buffers[shape] = np.empty(shape)
    output = buffers[shape]
    output[...] = 0
    for a in range(kh):
        for b in range(kw):
            output += (
                float(kernel[kh - 1 - a, kw - 1 - b]) * image[a : a + shape[0], b : b + shape[1]]
            )
    return output
