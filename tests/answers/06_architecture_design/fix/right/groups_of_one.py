def fix(layers):
    new = [layer.copy() for layer in layers]
    del new[2]["groups"]
    new[4]["padding"] = "same"
    return new[:5] + [{"type": "flatten"}] + new[5:]
