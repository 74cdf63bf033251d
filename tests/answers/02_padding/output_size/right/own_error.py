class UnknownPadding(ValueError):
    pass


def output_size(n, k, padding):
    match padding:
        case "valid":
            return np.int64(n - k + 1)
        case "same":
            return np.int64(n)
        case "full":
            return np.int64(n + k - 1)
    raise UnknownPadding(padding)
