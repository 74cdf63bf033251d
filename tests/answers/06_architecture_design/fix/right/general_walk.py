def fix(layers):
    repaired, channels, flat = [], 3, False
    for layer in layers:
        layer = dict(layer)
        if layer["type"] == "conv":
            layer["padding"] = "same"
            layer["groups"] = math.gcd(layer.get("groups", 1), channels, layer["filters"])
            channels = layer["filters"]
        elif layer["type"] == "pool":
            layer["padding"] = "same"
        elif layer["type"] == "flatten":
            flat = True
        elif not flat:
            repaired.append({"type": "flatten"})
            flat = True
        repaired.append(layer)
    return repaired
