def build_vgg16(input_shape=(224, 224, 3), num_classes=1000):
    return keras.applications.VGG16(weights=None, input_shape=input_shape, classes=num_classes)
