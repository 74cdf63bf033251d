"""Known mistakes with pooling and its gradient."""

MISTAKES = {
    "pool_pads_zero": "This is what you get when the border holds zeros: among negative pixels a "
    "zero becomes the maximum. Only the real pixels of a window count.",
    "padding_counted": "This is what you get when the border counts as zeros. Divide the sum by "
    "the number of real pixels in the window.",
    "max_returned": "This is the maximum of each window.",
    "average_returned": "This is the mean of each window.",
    "strides_default_one": "This is what you get when the windows move by one pixel. Without "
    "`strides` they move by their own size.",
    "overlap_ignored": "This is what you get when the windows move by their own size. They move by "
    "`strides`, so they may overlap or leave gaps.",
    "pooled_over_channels": "This is what you get when the channels are pooled together. Each "
    "channel is pooled on its own.",
    "pooled_over_batch": "This is what you get when the pictures are averaged with each other. "
    "Each picture of the batch has its own result.",
    "partial_dropped": "This is what you get when windows that reach over the border are dropped. "
    "'same' keeps them.",
    "partial_kept": "This is what you get when windows that reach over the border are kept. "
    "'valid' drops them.",
    "pool_axes_swapped": "This is what you get when the two numbers of a pair change places. The "
    "vertical one comes first.",
    "same_from_corner": "This is what you get when the first window begins at the first pixel. "
    "Half of the border of 'same' comes before it.",
    "same_border_of_stride_one": "This is what you get with the border that 'same' has at stride "
    "1. How many border pixels there are depends on the stride.",
    "same_odd_pixel_first": "This is what you get when the odd pixel of the border comes first. It "
    "comes last: at the bottom and at the right.",
    "integer_division": "These means are rounded down. Divide with / and store floats.",
    "channels_mixed": "This kernel has an output for each pair of channels, as an ordinary layer "
    "has. A depthwise kernel ends in an axis of length 1.",
    "averaged_over_channels": "This is what you get when the weight is divided by the number of "
    "channels too. Each output sees one channel only.",
    "depthwise_axes": "The channels stand on the wrong axis. The shape is (ph, pw, channels, 1).",
    "axes_kept": "This is what you get when height and width stay as axes of length 1. The result "
    "has the shape (N, C).",
    "one_axis_pooled": "This is what you get when one of height and width is left. The mean runs "
    "over both.",
    "sum_for_mean": "This is a sum. The mean is asked for.",
    "expectation_in_training": "This is the probability-weighted sum. In training one entry of each "
    "window is drawn.",
    "samples_in_test": "These are entries of the windows. In testing nothing is drawn: return the "
    "probability-weighted sum.",
    "sum_not_divided": "This is a sum of squares. Each entry is weighted with its probability, its "
    "share of the window's sum.",
    "zero_window": "This is what you get when 0 is divided by 0: a window of zeros has the sum 0. "
    "Its result is 0.",
    "uniform_draw": "Each entry of a window is drawn equally often here. Large ones are drawn more "
    "often: the probability is the entry's share of the sum.",
    "uniform_draw_of_positive": "Each positive entry of a window is drawn equally often here. The "
    "probability is the entry's share of the sum.",
    "squares_drawn": "The entries are drawn by the share of their squares here. The probability is "
    "the share of the entry itself.",
    "draw_shared": "Several windows share one draw here. Draw anew for each window of each picture "
    "and channel.",
    "own_generator": "The chance does not come from `rng` here. Draw all numbers from the generator "
    "that was passed.",
    "generator_ignored": "These numbers are always the same. Draw from the generator that was "
    "passed, as it is: make no generator of your own and set no seed.",
    "all_maxima": "This is what you get when every maximum of a tie gets the whole gradient. Only "
    "the first one gets it.",
    "gradient_shared": "This is what you get when the maxima of a tie share the gradient. The first "
    "one gets all of it.",
    "last_maximum": "This is what you get when the last maximum of a tie gets the gradient. The "
    "first one gets it, row by row and from left to right.",
    "column_first": "This is what you get when a tie is read column by column. The first maximum is "
    "the first one row by row.",
    "gradient_averaged": "This is the gradient of average pooling. Under max pooling only the "
    "winner of a window gets a gradient.",
    "gradient_to_all": "This is what you get when every pixel of a window gets the gradient. Only "
    "the winner gets it.",
    "gradient_forgotten": "This shows where the winners are, but not the gradient. Each winner gets "
    "the number of `dy` that belongs to its window.",
    "winner_over_channels": "This is what you get when one channel wins for all. Each channel has "
    "winners of its own.",
    "rest_dropped": "This gradient has lost the pixels that lie in no window. dx is as large as x, "
    "and their gradient is 0.",
    "wrong_axis": "This is what you get when the picture moves up and down. It moves along axis 1.",
    "not_relative": "This change is not relative. Divide by the size of the result of the picture "
    "that has not moved.",
    "root_missing": "This is what you get without the root: the squares of the changes.",
    "list_for_mean": "This has a number for each shift. Return their mean.",
    "first_shift_only": "This is what you get from one shift. The mean runs over all of them.",
    "entries_averaged": "This is what you get from absolute differences. The norm is the root of "
    "the sum of squares.",
    "bytes_wrap": "Differences of bytes start again at 255 below 0. Convert to float before you "
    "take one result from the other.",
    "blur_missing": "This is what you get without the blur.",
    "maximum_missing": "This is what you get without the maximum. It comes first.",
    "blurs_after_dropping": "This is what you get when the blur comes after pixels were dropped. The "
    "maximum moves by one pixel, the blur follows, and pixels are dropped last.",
    "blur_before_maximum": "This is what you get when the blur comes before the maximum. The order "
    "is maximum, blur, drop.",
    "box_for_binomial": "This is what you get with equal weights. The binomial kernel is made of 1, "
    "2, 1 along each axis.",
    "blur_not_normalised": "This is what you get when the weights of the blur do not sum to 1.",
    "blur_edge_repeated": "This is what you get when the border repeats the edge. Left of column 0 "
    "lies column 1.",
    "blur_darkens_border": "This is what you get when the border of the blur holds zeros. It is "
    "reflected.",
    "maximum_looks_back": "This is what you get when the window of the maximum reaches up and to "
    "the left. It reaches down and to the right.",
    "dropping_starts_late": "This is what you get when row 0 and column 0 are dropped. They are "
    "kept.",
    "valid_maximum": "This is what you get when the windows of the last row and column are dropped. "
    "With 'same' the maximum is as large as the picture.",
}
