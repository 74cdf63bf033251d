"""Known mistakes with layers that are put together to a network, and its training."""

MISTAKES = {
    "one_bias_for_layer": "This is what you get with one bias for the whole layer. Each filter or "
    "unit has its own.",
    "groups_ignored": "This is what you get without the groups. With groups, each filter sees only "
    "the channels of its own group.",
    "groups_divide_biases": "This is what you get when the groups divide the biases too. Each "
    "filter keeps its bias.",
    "biases_in_macs": "This is what you get when the biases count as products. They are added "
    "without a multiplication.",
    "macs_of_input_size": "This is what you get when the products are counted for every position "
    "of the input. The kernel stops once for every position of the output.",
    "macs_of_one_position": "This is what you get for one position of the output. The same weights "
    "are used at all of them.",
    "batch_in_shape": "This shape has an axis for the batch. Leave it out.",
    "pool_with_params": "Pooling has no parameters, and neither has flatten: there is nothing to "
    "learn in them.",
    "pool_with_macs": "Pooling and flatten multiply nothing. Their count of products is 0.",
    "softmax_twice": "There is more than one softmax. The second one makes the probabilities nearly "
    "equal; keep the last layer's.",
    "softmax_missing": "There is no softmax at the end, so the outputs are not probabilities.",
    "relu_as_layer": "A ReLU stands as a layer of its own. Name it as the `activation` of the layer "
    "before it.",
    "relu_missing": "An activation function is missing or is another one. Without it, two layers in "
    "a row are one.",
    "average_pooling": "This network averages in its poolings. Here they take the maximum.",
    "pool_after_every_conv": "There is a pooling after every convolution. Some convolutions here "
    "follow each other directly.",
    "layers_reordered": "These are the right layers in another order.",
    "padding_wrong": "The layers are right but for their padding. Follow the sides of the picture "
    "through the network.",
    "strides_wrong": "The layers are right but for their strides. Look at how far each window moves.",
    "classes_ignored": "The last layer has another number of units than classes were asked for.",
    "input_224": "This network takes 224 x 224, as the paper says. The paper's arithmetic needs "
    "227 x 227.",
    "names_wrong": "The layers are right, but a name is not: the names are those of Keras' VGG16.",
    "taken_from_applications": "This network comes from `keras.applications`, or has its name. "
    "Write its layers yourself.",
    "pooling_not_counted": "This is what you get without the poolings. Their windows widen the "
    "field, and their strides lengthen the jump.",
    "dilation_not_counted": "This is what you get without the dilation. A kernel with holes reaches "
    "further.",
    "strides_not_counted": "This is what you get without strides. After a stride, neighbouring "
    "units see places that lie further apart.",
    "stride_counted_early": "This is what you get when a layer's own stride widens its own field. "
    "It counts for the layers that follow.",
    "next_layer_counted": "This is the field of the layer that comes after the one asked for.",
    "last_layer_left_out": "This is the field of the layer before the one asked for. The layer "
    "itself counts.",
    "batch_left_out": "This is the memory for one picture. The outputs are kept for every picture "
    "of the batch.",
    "input_counted": "This is what you get when the input counts too. It is no output of a layer "
    "here.",
    "units_not_bytes": "This counts numbers. Each of them takes four bytes.",
    "eight_bytes": "This is what you get with eight bytes for a number. A float32 takes four.",
    "parameters_counted": "This is the memory of the parameters. Here the outputs of the layers are "
    "asked for.",
    "flatten_left_out": "This is what you get without `Flatten` or `Dropout`. Their outputs take "
    "memory too.",
    "only_layers_with_weights": "This counts only layers that have weights. Pooling and all the "
    "others have outputs as well.",
    "largest_only": "This is the memory of the largest output. All of them are kept.",
    "flatten_order": "These weights belong to another order of the pixels. `Flatten` lets the last "
    "axis run fastest: channels, then columns, then rows.",
    "units_mixed": "The weights of different units are mixed up. Each column of the dense kernel is "
    "one unit.",
    "units_first": "The units come first in this shape. They are the last axis of a kernel.",
    "layers_thrown_away": "A layer is gone. All of them must stay.",
    "layers_added": "There is a layer more. Only `flatten` may be added.",
    "sizes_changed": "A layer has other filters, kernels, windows or units than before. These must "
    "stay.",
    "history_returned": "This is the record that `fit` returns. Return the model.",
    "not_trained": "This network answers as if it was never trained. Make sure that the model that is "
    "returned is the one that was fitted.",
    "classes_not_mixed": "This network gives the same few answers to all digits, like one that saw the "
    "classes one after the other. Mix the digits before the batches are made.",
    "class_never_seen": "This network never gives one of the classes. Was it trained on all of them? "
    "`validation_split` takes away the last digits, and here they come sorted by class.",
    "trained_too_little": "This network has learned, but not enough. Look at the learning rate, "
    "whether it falls, and at the number of epochs.",
    "too_many_parameters": "This network is too large. Find the layer with most of its parameters.",
    "ratio_inverted": "This is the ratio upside down. It says how many times larger the ordinary "
    "convolution is.",
    "pointwise_forgotten": "This is what you get without the 1 x 1 convolution. It has weights too.",
    "depthwise_forgotten": "This is what you get without the depthwise step. It has weights too.",
    "depth_multiplied": "This is what you get when the depthwise step has kernels for every output "
    "channel. It has one for each input channel.",
    "steps_multiplied": "This is what you get when the weights of the two steps are multiplied. They "
    "are added.",
    "share_saved": "This is the share that is saved. The exercise asks how many times larger the "
    "ordinary convolution is.",
    "biases_in_ratio": "This is what you get when biases are counted. Here both have none.",
    "ratio_rounded": "This ratio is rounded. Return it as it is.",
}
