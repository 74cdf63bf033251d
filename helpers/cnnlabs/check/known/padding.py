"""Known mistakes with how a picture is extended, and how large the result is."""

MISTAKES = {
    "same_as_valid": "This is what 'valid' gives. 'same' has one output for every pixel.",
    "valid_as_same": "This is what 'same' gives. 'valid' has only the stops where the whole window "
    "lies in the picture.",
    "valid_off_by_one": "This is off by one for 'valid': count the first stop and the last one too.",
    "full_off_by_one": "This is a pixel or two off for 'full': its first window touches the picture "
    "with one pixel, and so does its last.",
    "full_one_side": "This extends 'full' at one end only. The window overhangs at both ends.",
    "symmetric_padding": "This pads the same amount on both sides. With an even kernel the amount "
    "does not split evenly: one side gets one pixel more.",
    "odd_pixel_first": "This puts the odd pixel before the picture. TensorFlow's 'same' puts it "
    "after: at the bottom and at the right.",
    "stride_ignored": "This is the rule of stride 1. With larger steps fewer windows have to be "
    "reached, and less padding is needed.",
    "outputs_rounded_down": "This counts the outputs rounded down. A rest of the picture that is "
    "shorter than a step still gets an output.",
    "negative_amounts": "This is a negative amount. When the windows end before the picture does, "
    "nothing is padded.",
    "all_on_each_side": "This puts the whole amount on each side. It is shared between the two.",
    "one_side_only": "This puts the whole amount on one side. It is shared between the two.",
    "batch_padded": "This is what you get when the batch is padded. The axes are (pictures, height, "
    "width, channels).",
    "channels_padded": "This is what you get when the channels are padded. The axes are (pictures, "
    "height, width, channels).",
    "edge_repeated": "This repeats the edge: the mirror lies behind the last pixel. Here it goes "
    "through the middle of the last pixel, which appears once.",
    "not_mirrored": "This copies the pixels near the border in the order in which they stand. In a "
    "mirror the nearest comes first.",
    "wrap_from_near_side": "This takes the wrapped pixels from the near side. Beyond the right "
    "border the picture begins again at its left one.",
    "corners_empty": "The four sides are right and the corners are not. A corner lies beyond two "
    "borders: extend the rows first, then the columns of what came out, or the other way round.",
    "mode_ignored": "This is zero padding, whatever the mode says.",
    "constant_is_edge": "This repeats the edge pixels. 'constant' puts zeros there.",
    "top_bottom_swapped": "This is what you get when top and bottom change places.",
    "left_right_swapped": "This is what you get when left and right change places.",
    "sides_swapped": "This is what you get when the two directions change places: top and bottom "
    "add rows, left and right add columns.",
    "dtype_lost": "This result holds whole numbers, the picture does not. Give the new array the "
    "picture's type.",
    "zero_width_slice": "This is what you get when a slice starts or ends at -0, which is 0: the "
    "first pixel, not the end. Count from the front instead.",
    "result_padded": "This pads the result. Pad the picture, then compute: an output near the "
    "border still sees the pixels that are there.",
    "full_as_same": "This is what 'same' gives. 'full' has every window that touches the picture.",
    "loses_k": "This is what you get when every layer takes k pixels away. Compare the size before "
    "and after one layer.",
    "last_layer_forgotten": "This is one too few. A picture of exactly k pixels still passes one "
    "more layer.",
    "one_layer_too_many": "This is one too many: the last of these layers finds no window.",
    "loses_half": "This takes the border away on one side only. A layer loses it on both sides.",
    "corners_twice": "This counts the corners twice: they lie in the border's rows and in its "
    "columns.",
    "border_too_wide": "This border is too wide: a window overhangs only when its middle is nearer "
    "to the border than half a window, rounded down.",
    "border_one_side": "This border is too narrow: it has a width on each of two opposite sides.",
    "inner_share": "This is the share of the other outputs, those whose window stays inside.",
    "rows_only": "This counts the border along one direction only.",
    "both_sides_negative": "No window fits here, so the share is 1. The product of two negative "
    "sides is positive: stop at 0 first.",
    "percent": "This is in per cent. A share lies between 0 and 1.",
    "looks_ahead": "This looks ahead: an output depends on inputs that come later.",
    "time_reversed": "This is what you get when the kernel runs backwards in time. Its last entry "
    "meets the present, its first the furthest past.",
    "padded_at_both_ends": "This is padded at both ends, so an output sees some of its future.",
    "present_left_out": "This is one step late: the present itself is left out.",
    "not_padded": "This has no padding. There is one output for each moment, the first one too.",
    "padded_again": "This pads dy once more. The way back is the other way round: it leads from the "
    "padded picture to the picture.",
    "border_folded": "This adds the border's gradient to the edge pixels, which is right for the "
    "mode 'edge'. The zeros of a zero padding are no pixels; their gradient goes nowhere.",
}
