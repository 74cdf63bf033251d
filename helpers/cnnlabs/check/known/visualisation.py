"""Known mistakes with pictures made from a trained network."""

MISTAKES = {
    "over_all_filters": "This is what you get with the extremes of all filters together. Each filter "
    "has its own.",
    "filters_per_channel": "This is what you get when channels are treated apart. The extremes of a "
    "filter run over all its pixels and channels.",
    "constant_filter": "A filter whose entries are all equal should become 0.5 everywhere.",
    "symmetric_range": "This is what you get when 0 stays in the middle or the largest magnitude "
    "becomes 1. Here the smallest entry becomes 0 and the largest 1.",
    "divided_by_largest": "This is what you get when the difference is divided by the largest entry. "
    "Divide by the largest minus the smallest.",
    "batch_kept": "The axis of the batch is still there. The result is for one picture: take the first.",
    "activation_left_out": "This is what the layer computes before its activation function. Its "
    "output comes after it.",
    "wrong_layer": "This is the output of another layer. Is it the one whose name was asked for?",
    "maps_first": "These are the right maps in another order of axes. The maps' axis comes last.",
    "maps_averaged": "These maps are averaged. Return all positions of all maps.",
    "model_changed": "The model is not what it was before the call: its weights, its activation "
    "functions or what is trainable. Build a new model from its tensors, and leave it alone.",
    "filters_averaged": "This is what you get with all filters together. One filter is asked for.",
    "border_kept": "This is what you get with the border. The positions near the edge of the map "
    "are left out.",
    "border_cut_once": "This is what you get when the border is left out at one end only. Each axis "
    "has two ends.",
    "border_along_one_axis": "This is what you get when the border is left out along one axis only. "
    "Rows and columns both have one.",
    "border_fixed": "This is what you get with a border of 2. The border is an argument.",
    "map_summed": "This is the sum over the positions. The mean is asked for.",
    "map_maximum": "This is the largest value of the map. The mean is asked for.",
    "rectified_first": "This is what you get when a ReLU comes before the mean. Negative values count "
    "here as well.",
    "loss_negated": "The sign is the wrong way round. Here a large value is good.",
    "filter_counted_from_one": "This is the filter before the one asked for. Filters are "
    "counted from 0.",
    "gradient_descends": "This gradient points downhill. Each step should make the loss larger.",
    "gradient_raw": "This is the gradient as it is. Divide it by its root mean square.",
    "divided_by_norm": "This is what you get when the gradient is divided by its norm. The root mean "
    "square takes the mean of the squares, not their sum.",
    "divided_by_square": "This is what you get when the gradient is divided by the mean square. Take "
    "its root.",
    "divided_by_largest_entry": "This is what you get when the gradient is divided by its largest "
    "magnitude. Divide it by its root mean square.",
    "divided_by_deviation": "This is what you get with the standard deviation. It takes the mean away "
    "first; the root mean square does not.",
    "divided_by_magnitude": "This is what you get when the gradient is divided by its mean magnitude. "
    "Divide it by its root mean square.",
    "weights_gradient": "This has the shape of the kernel: it is the gradient with respect to the "
    "weights. Ask for the one with respect to the picture.",
    "batch_dropped": "The axis of the batch is gone. The gradient has the shape of the picture that "
    "was passed, (1, H, W, channels).",
    "climbs_down": "These steps go downhill. Add the gradient, so that the loss grows.",
    "relu_trap": "The picture did not move. Behind a ReLU that answers 0 there is no gradient: climb "
    "what the layer computes before its activation function.",
    "filter_zero": "This climbs filter 0, whichever was asked for.",
    "history_faked": "These numbers are not the losses of the pictures on the way.",
    "loss_after_step": "These are the losses after the steps. Note each loss before its step.",
    "history_negated": "These losses have the wrong sign. Note the mean of the map as it is.",
    "loss_rectified": "These losses were computed after the ReLU. Take them before the activation "
    "function.",
    "history_one_too_many": "There is one loss more than there are steps. Note one before each step.",
    "seed_ignored": "The seed does not decide about the start. Make the noise with "
    "`np.random.default_rng(seed)`.",
    "global_seed": "NumPy's global generator has changed. Use a generator of your own, "
    "`np.random.default_rng`, and no function of `np.random` itself.",
    "start_too_large": "This start is no small noise. Keep its values within a tenth of the pixels' "
    "range.",
    "start_flat": "All pixels of this start are equal. It should be noise.",
    "step_not_normalised": "These steps have another size. Divide the gradient by its root mean square, "
    "then multiply by the step size.",
    "step_size_ignored": "These steps have the size 1. Their size is an argument.",
    "one_step_only": "This is the picture after one step. All of them count.",
    "start_returned": "This is the start. Return the picture that the steps have changed.",
    "colours_not_reversed": "The colours are in the network's order. Return red, green, blue.",
    "scaled_per_channel": "This is what you get when each colour has its own mean and deviation. Here "
    "all colours share them.",
    "wraps_around": "Values outside 0 to 1 come back at the other end here. Clip them.",
    "not_clipped": "There are values outside 0 to 1. Clip them.",
    "contrast_of_one": "This is what you get with a standard deviation of 1. It should be 0.15.",
    "stretched_to_extremes": "This is stretched between the smallest and the largest value. Use mean "
    "and standard deviation, so that single pixels do not decide.",
    "half_not_added": "This is what you get without 0.5 added. The mean becomes middle grey.",
    "bytes_returned": "These are numbers up to 255. A picture here has values from 0 to 1.",
    "picture_upside_down": "This picture is turned upside down or mirrored. Only the last axis, the "
    "colours, is reversed.",
    "differences_pooled": "This is one mean over all differences. Take a mean for each direction and "
    "add the two.",
    "differences_squared": "This is what you get with squared differences. Their magnitudes are asked "
    "for.",
    "differences_summed": "This is the sum of the differences. Take a mean for each direction.",
    "differences_signed": "Rises and falls cancel here. Take the magnitude of each difference before "
    "the mean.",
    "one_direction": "This counts one direction only. Vertical and horizontal differences both count.",
    "divided_by_pixels": "This divides by the number of pixels. There are fewer differences than "
    "pixels: take their mean.",
    "means_averaged": "This is half of what is asked for. The two means are added.",
    "shift_swapped": "The two shifts change places. The first goes down, the second to the right.",
    "shift_along_one_axis": "This moves the picture along one axis only.",
    "shift_reversed": "This moves the picture the other way. Positive numbers go down and to the right.",
    "not_circular": "What leaves on one side is lost here. It comes back on the other.",
    "rolled_flat": "This rolls the numbers in one long row. Name the axes.",
    "restarts_from_noise": "This size starts from noise again. Go on from the picture you have reached.",
    "start_enlarged": "This enlarges the start. Enlarge the picture you have reached.",
    "steps_shared": "This is what you get when the steps are shared out among the sizes. Each size "
    "gets all of them.",
    "enlarged_by_copies": "This is enlarged by copies of the nearest pixel. Enlarge bilinearly.",
    "only_first_size_climbed": "This picture was enlarged and not climbed any further.",
    "size_not_changed": "This picture has another size than the last one asked for.",
    "dead_on_one_image": "These filters answer 0 on one of the pictures. A dead one does on all of "
    "them.",
    "mean_below_zero": "The mean of these filters is below 0. One position above 0 is enough to be "
    "alive.",
    "zero_somewhere": "These filters answer 0 somewhere. A dead one does everywhere.",
    "alive_returned": "These are the filters that do answer.",
    "dead_at_one_position": "These filters answer 0 at one position on all pictures. A dead one does "
    "at all positions.",
    "mask_returned": "This is a mask of True and False. Return the indices.",
    "number_returned": "This is how many there are. Return which ones.",
    "of_the_probability": "This is what you get from the probability, after the softmax. The score is "
    "what goes into it.",
    "of_the_logarithm": "This is what you get from the logarithm of the probability. The score is what "
    "goes into the softmax.",
    "gradient_signed": "This takes the largest gradient with its sign. A large negative one counts as "
    "much: take magnitudes first.",
    "channels_averaged_here": "This is the mean over the channels. Take the largest.",
    "channels_added": "This is the sum over the channels. Take the largest.",
    "channels_squared": "This is what you get with squares. Take the largest magnitude of the "
    "channels.",
    "classes_added": "This is what you get with the scores of all classes. One class is asked for.",
    "scaled_to_one": "This is right but for its size. Here the map is not scaled.",
    "channels_kept": "The channels are still there. Take the largest magnitude over them.",
    "weights_not_averaged": "This is what you get when each position has its own weight. A map's weight "
    "is the mean of its gradient.",
    "relu_left_out": "There are negative values. They speak against the class: set them to 0.",
    "magnitude_for_relu": "This takes the magnitude. What is negative becomes 0.",
    "not_scaled_to_one": "This is right up to a factor. Divide by the largest entry.",
    "stretched_between_extremes": "This is stretched from the smallest to the largest entry. Set "
    "negative values to 0, then divide by the largest.",
    "map_enlarged": "This is as large as the picture. Keep the size of the layer's maps.",
    "maps_before_activation": "This weighs the maps before the activation function. Take the layer's "
    "output.",
    "weights_magnitude": "This is what you get with the magnitudes of the weights. Their signs count.",
    "maps_unweighted": "This is what you get when all maps have the same weight.",
    "scaled_to_sum": "These entries sum to 1. Divide by the largest, not by the sum.",
    "complex_image": "This image is complex. Opposite frequencies need opposite phases, then it is "
    "real.",
    "waves_per_picture": "This counts waves per picture. The frequency is in waves per pixel.",
    "one_axis_frequency": "This takes another frequency, such as that of one axis or the sum of both. "
    "It is the root of the sum of squares.",
    "power_for_amplitude": "The power follows the law here, or its square does. The amplitude should.",
    "growing_spectrum": "This spectrum grows with the frequency. It should fall.",
    "scaled_spectrum": "This spectrum has the right form and another size. Nothing else is scaled.",
    "phases_not_symmetric": "Some amplitude is lost: these phases are not opposite at opposite "
    "frequencies, and the imaginary part was dropped.",
    "mean_not_zero": "The mean of this image is not 0. The amplitude at f = 0 is.",
    "generator_not_used": "The image does not follow the generator that was passed. Draw from it.",
}
