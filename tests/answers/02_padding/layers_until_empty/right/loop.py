def layers_until_empty(n, k):
    count = 0
    while n - (k - 1) >= 1:
        n -= k - 1
        count += 1
    return count
