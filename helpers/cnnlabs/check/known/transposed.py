"""Known mistakes with transposed convolution."""

MISTAKES = {
    "trailing_zeros": "This has zeros after the last pixel too. They belong between neighbours "
    "only.",
    "pixels_repeated": "This repeats the pixels. Between neighbours there are zeros.",
    "one_zero_too_many": "This puts as many zeros between neighbours as the stride says. One "
    "fewer makes the pixels lie a stride apart.",
    "strides_swapped": "This is what you get when the two strides change places. The vertical "
    "one comes first.",
    "vertical_stride_only": "This uses the vertical stride along both axes. Strides are a pair.",
    "stamp_size_always": "This is the size from the first stamp to the end of the last one. When "
    "the kernel is smaller than the stride, Keras' output is longer.",
    "size_of_a_convolution": "This is the size of an ordinary strided convolution. A transposed "
    "one goes the other way: its output is larger.",
    "kernel_ignored": "This is the number of pixels times the stride. With 'valid', a kernel "
    "larger than the stride reaches beyond that.",
    "kernel_in_same": "This is the size of 'valid'. With 'same' the kernel's size does not count.",
    "same_keeps_size": "This is the size of the input. 'same' means n times the stride here.",
    "overhang_added_always": "This adds kernel minus stride even when that is negative. Nothing "
    "is taken away when the kernel is the smaller one.",
    "stamps_overwrite": "This is what you get when a stamp replaces what lies under it. Where "
    "stamps overlap they are added.",
    "bias_per_stamp": "This adds the bias with every stamp, so it counts several times where "
    "stamps overlap. Each output gets it once.",
    "output_too_short": "This result ends with the last stamp. When the kernel is smaller than "
    "the stride, Keras' output goes on: its last entries hold the bias alone.",
    "stamp_turned": "This is what you get when each stamp is turned by 180 degrees. The stamp is "
    "the kernel as it stands; a correlation over inserted zeros needs it flipped to give the "
    "same.",
    "border_forgotten": "This is what you get without the border. The flipped kernel must reach "
    "the first pixel with each of its entries, so the border is one less than the kernel on "
    "every side.",
    "cropped_at_front": "This crops 'same' at the front when one entry more has to go. The odd "
    "entry is cropped at the end.",
    "cropped_at_end_only": "This crops 'same' at the end alone. Half of the surplus goes at the "
    "front.",
    "same_not_cropped": "This is what 'valid' gives. 'same' is cropped to n times the stride.",
    "matrix_transposed": "This is the transpose: rows and columns change places. Each row "
    "belongs to an output.",
    "column_major": "This counts pixels column by column. Row-major order runs along a row first.",
    "kernel_rows_joined": "This puts the kernel's rows next to each other. In the long vector of "
    "pixels, the next row of the picture lies a whole width further on.",
    "fixed_vector": "This pair passes for the vector that you always take, and it is wrong. Draw "
    "new x and y with rng.",
    "shapes_compared": "This pair has the right shapes, and it is wrong. Compare the two inner "
    "products.",
    "absolute_tolerance": "This verdict changes with the unit of the maps. Compare the "
    "difference with the size of the numbers.",
    "sign_ignored": "This pair differs in its sign, and it is wrong. Compare the inner products "
    "with their signs.",
    "inverse_checked": "This is a verdict about the inverse. An adjoint does not undo the map; "
    "it gives equal inner products.",
    "overlap_padded": "This has the length n times the stride. Here the counts end with the last "
    "stamp.",
    "last_stamp_missing": "This is what you get without the last stamp.",
    "first_stamp_missing": "This is what you get without the first stamp.",
    "stamps_clipped": "This takes each stamp one entry too short.",
    "stamps_a_step_apart": "This is what you get when the stamps lie one entry apart. They lie a "
    "stride apart.",
    "nearest_weights": "These weights repeat the nearest pixel. Bilinear ones fall off evenly "
    "with the distance.",
    "sums_to_one": "These weights sum to 1 in all. Every output meets only some of them, and it "
    "is those that must sum to 1, so all together they sum to the square of the stride.",
    "centre_off": "The weights are not symmetric. The centre of a side of k entries lies at (k - "
    "1) / 2.",
    "always_even_side": "This has the side 2s. For an odd stride it is 2s - 1, so that it has a "
    "middle.",
    "one_axis_only": "This varies along one axis only. Bilinear weights are products of one "
    "factor for each axis.",
    "cone": "These weights fall off with the distance from the centre as a whole. Bilinear ones "
    "are a product of a factor for the rows and one for the columns.",
    "zeros_for_nearest": "This inserts zeros. A nearest resize repeats each pixel.",
    "not_resized": "This is the convolution alone. The picture is enlarged first.",
    "resized_after": "This convolves first and enlarges then. Enlarge first: the kernel smooths "
    "the steps.",
}
