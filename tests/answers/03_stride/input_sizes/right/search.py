def input_sizes(output, k, stride):
    found, n = [], k
    while (n - k) // stride + 1 <= output:
        if (n - k) // stride + 1 == output:
            found.append(n)
        n += 1
    return found
