"""Known mistakes with strides, dilation and what a unit sees."""

MISTAKES = {
    "stops_rounded_up": "This counts a stop too many. A window that would reach beyond the last "
    "pixel is not computed: round down.",
    "stride_one_size": "This is what you get at stride 1. With a larger stride the window stops "
    "less often.",
    "stride_along_one_axis": "This uses one stride and leaves out the other. The first belongs to "
    "the rows, the second to the columns.",
    "first_stop_skipped": "This begins too late. The first stop is at row 0 and column 0.",
    "last_stop_missing": "This leaves out the last row and the last column of stops. A rest that is "
    "shorter than a step still begins with a stop.",
    "subsampled_first": "This drops pixels of the picture first and convolves what is left. A window "
    "lies on neighbouring pixels; only its stops are further apart.",
    "batch_subsampled": "This drops pictures of the batch. The axes are (pictures, height, width, "
    "channels).",
    "channels_subsampled": "This drops channels or leaves the height as it is. The axes are "
    "(pictures, height, width, channels).",
    "tail_only": "This counts the pixels behind the last window alone. When the stride is larger "
    "than the kernel, there are gaps between windows too.",
    "gaps_only": "This counts the gaps between windows alone. Pixels behind the last window are "
    "dropped too.",
    "gap_after_last_window": "This counts a gap after every window. There is one fewer: gaps lie "
    "between windows.",
    "stops_counted": "This counts the pixels at which no window begins. A window covers the pixels "
    "behind its first one too.",
    "overlap_counted_twice": "This counts a pixel once for each window that covers it. Where windows "
    "overlap, a pixel is covered only once.",
    "remainder_of_size": "This is what is left when the size is divided by the stride. The windows "
    "have a width of their own.",
    "one_size_only": "This is one of the sizes. Rounding down gives several sizes the same output.",
    "one_size_too_many": "This has a size too many: at one of its ends the output is another.",
    "one_size_too_few": "This lacks a size. There are as many as the stride.",
    "sizes_shifted": "These are as many sizes as there should be, but the wrong ones. The smallest "
    "lets the last window end with the last pixel.",
    "layers_in_reverse": "This goes through the layers from the last to the first. The strides of "
    "earlier layers widen the later ones.",
    "jump_before_last": "This jump leaves out the last layer's stride. The jump lies between "
    "neighbouring outputs of the last layer.",
    "kernel_not_less_one": "This adds the whole kernel. Its first entry meets a pixel that is already "
    "counted, so it adds one less.",
    "holes_behind_kernel": "This puts holes behind the last entry of the kernel too. They lie between "
    "its entries.",
    "pair_swapped": "These are the right numbers in the other order: the size comes first, then the "
    "jump.",
    "kernel_trailing_zeros": "This has zeros behind the last entry too. They belong between entries "
    "only.",
    "entries_repeated": "This repeats the entries. Between them there are zeros.",
    "dilated_one_axis": "This spreads the kernel along one axis. Both of its first two axes are "
    "spread.",
    "rate_zeros_between": "This puts as many zeros between neighbours as the rate says. One fewer makes "
    "the entries lie a rate apart.",
    "channels_dilated": "This spreads the channels too. Only the first two axes are spread.",
    "last_axes_dilated": "This spreads the last two axes. The kernel's height and width are its first "
    "two.",
    "rate_ignored": "This is what you get at rate 1, where nothing is spread.",
    "padding_products_left_out": "This leaves out the products with zeros of the padding. They are "
    "computed like all others and count.",
    "additions_counted": "This counts multiplications and additions apart. A multiply-add is one.",
    "blurs_after_subsampling": "This blurs after the pixels are dropped. By then a fine wave has "
    "turned into a coarse one, and no blur can tell it from a real one.",
    "box_too_short": "This is the mean over a box as wide as the stride. It lets through much of what "
    "lies just beyond the new limit.",
    "box_of_two_strides": "This is the mean over a box of two strides. It stops some waves and lets "
    "others between them through. A window that falls off smoothly does better.",
    "blur_too_weak": "Waves that are too fine for the new grid still come through. Blur more, and "
    "let the blur grow with the stride.",
    "blur_too_strong": "Coarse waves, which the new grid can hold, come out too faint. Blur less.",
    "blurred_along_one_axis": "This blurs along one axis alone. Fine waves along the other come "
    "through.",
    "border_darkened": "This is what you get when zeros lie beyond the border. Continue the picture "
    "there, or divide by the weights that meet real pixels.",
    "picture_displaced": "This picture has moved. Output (i, j) belongs to the pixel in row i times "
    "the stride and column j times the stride.",
    "stride_one_gradient": "This takes the pixels that lie next to each other. Neighbouring outputs see "
    "pixels that lie a stride apart.",
}
