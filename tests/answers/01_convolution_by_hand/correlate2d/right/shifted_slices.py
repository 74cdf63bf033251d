def correlate2d(image, kernel):
    height = image.shape[0] - kernel.shape[0] + 1
    width = image.shape[1] - kernel.shape[1] + 1
    output = np.zeros((height, width))
    for (a, b), weight in np.ndenumerate(kernel):
        output += float(weight) * image[a : a + height, b : b + width]
    return output
