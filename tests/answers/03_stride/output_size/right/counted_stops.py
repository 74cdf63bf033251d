def output_size(n, k, stride, padding):
    last = n if padding == "same" else n - k + 1
    count = 0
    for _start in range(0, last, stride):
        count += 1
    return count
