"""Known mistakes with windows, kernels, channels and their gradients."""

MISTAKES = {
    "bias_per_weight": "This is what you get with one bias for every weight. Each output channel "
    "has one bias.",
    "one_bias_for_all": "This is what you get with a single bias for the whole layer. Each output "
    "channel has one.",
    "bias_missing": "This is what you get without the bias.",
    "bias_per_channel": "This is what you get when the bias is added once for every input channel. "
    "Add it once to each output.",
    "biases_counted": "This is what you get when biases are counted. The exercise asks for the "
    "weights between the layers alone.",
    "channels_forgotten": "This is what you get without the channels. Every pixel has one unit for "
    "each channel.",
    "channels_once": "This is what you get when the channels count on one side only. Both layers "
    "have them.",
    "units_counted": "These are the units of one layer. The question is how many weights lie between "
    "two such layers.",
    "units_added": "These are the units of both layers together. Every unit of one layer has a weight "
    "for every unit of the other.",
    "input_channels_forgotten": "This is what you get when each kernel sees one input channel. A "
    "kernel spans all of them.",
    "one_kernel_only": "This is one kernel alone. There is one kernel for each output channel.",
    "units_without_channels": "This is what you get without the output channels. Each of them is a "
    "whole picture of units.",
    "kernel_flipped": "This is what you get when the kernel is flipped. Here it is not: entry "
    "[0, 0] of the kernel meets the top left pixel of the window.",
    "kernel_transposed": "This is what you get when the rows and columns of the kernel change "
    "places.",
    "row_col_swapped": "This is what you get when row and column are swapped. The row comes first "
    "and counts downwards.",
    "corner": "This is what you get when the window starts at (row, col). Here (row, col) is its "
    "centre.",
    "counts_from_one": "This is what you get when rows and columns are counted from 1. In an array "
    "they begin at 0.",
    "mean_returned": "This is what you get when the products are averaged. They are added.",
    "kernel_truncated": "This is what you get when the kernel loses its decimals. Convert picture and "
    "kernel to float, not one of them to the type of the other.",
    "bias_truncated": "This is what you get when the bias loses its decimals. Convert it to float, "
    "not to the type of the picture.",
    "earlier_result": "This is the result of an earlier call with other values. Compute it anew at "
    "every call.",
    "last_row_missing": "This is what you get when the last row of windows is left out. There are "
    "height - kernel height + 1 of them.",
    "last_col_missing": "This is what you get when the last column of windows is left out. There "
    "are width - kernel width + 1 of them.",
    "last_row_and_col_missing": "This is what you get when the last row and the last column of windows "
    "are left out. Along each axis there are as many as the side of the picture minus that of the "
    "kernel plus 1.",
    "square_only": "This works for squares only. Height and width are two numbers, of the picture "
    "and of the kernel.",
    "same_size": "This result is as large as the input. 'valid' keeps the positions where the whole "
    "kernel fits.",
    "full_size": "This result has every position where kernel and picture touch. 'valid' keeps "
    "those where the whole kernel fits.",
    "valid_size": "This result has only the positions where one kernel fits into the other. Here "
    "every overlap counts, and the result is larger than both.",
    "not_flipped": "This is what you get when the kernel is not flipped: it is the correlation.",
    "one_axis_flipped": "This is what you get when the kernel is flipped along one axis. A "
    "convolution flips both.",
    "quarter_turn": "This is what you get when the kernel is turned by a quarter of a circle. Both "
    "axes flipped make half a turn.",
    "channels_averaged": "This is what you get when the input channels are averaged. The sum runs "
    "over them.",
    "channels_first": "These are the right numbers in another order of axes. The channels come last.",
    "first_channel_only": "This is what you get from the first input channel alone. The sum runs "
    "over all of them.",
    "first_image_only": "This is what you get when only the first picture of the batch is "
    "computed.",
    "bias_in_the_loop": "This is what you get when the bias is added for every entry of the kernel. "
    "Add it once to each output.",
    "kernel_axes_swapped": "This is what you get when the kernel's first two axes change places. "
    "They are (height, width).",
    "not_normalised": "These entries do not sum to 1, so the picture becomes brighter or darker.",
    "box_of_three": "This kernel is always 3 x 3. Its size is the argument.",
    "sign_wrong": "This is what you get when the Laplacian is added. Sharpening takes it away.",
    "laplacian_returned": "This is the Laplacian itself. The sharpened picture is the picture minus "
    "its Laplacian.",
    "kernels_swapped": "The two kernels change places: gx answers to brightness that grows to the "
    "right.",
    "gradient_negated": "The sign is the wrong way round: gx is positive where brightness grows to "
    "the right, gy where it grows downwards.",
    "prewitt_returned": "These are Prewitt's kernels. Sobel's middle row or column counts twice.",
    "divided_by_eight": "These are Sobel's kernels divided by 8. The entries asked for are 0, 1 and "
    "2 with their signs.",
    "divided_by_four": "These are Sobel's kernels divided by 4. The entries asked for are 0, 1 and "
    "2 with their signs.",
    "eight_neighbours": "This is made from the Laplacian with eight neighbours. The handout's has "
    "four: left, right, above and below.",
    "scale_forgotten": "This kernel is right up to a factor. What you scale before the steps must "
    "be undone in the kernel, or be done to the picture and to the target alike.",
    "target_mean_kept": "This is the kernel that fits when the picture is shifted to mean 0 and the "
    "target is not. Shift both, or learn a bias too.",
    "initial_returned": "This is the kernel before any step. Return the one that the steps have "
    "changed.",
    "ascends": "This kernel is further from the answer than where it began. Step against the "
    "gradient.",
    "steps_ignored": "The number of steps makes no difference to this kernel. Make as many updates "
    "as `steps` says.",
    "step_too_large": "These values have run away: the steps are too large for this picture. Large "
    "or bright pixel values make large gradients; scale the picture first, and take its mean away.",
    "too_slow": "This kernel is on its way but not there yet. Scale the picture first, take its "
    "mean away, and use larger steps.",
    "plain_product": "This is what you get when the entries are multiplied with each other. "
    "Composing needs every pair of entries.",
    "kernels_truncated": "This is what you get when one of the kernels loses its decimals. Convert "
    "both to float.",
    "sum_returned": "This is what you get when the two kernels are added. That is two filters side "
    "by side, not one after the other.",
    "dw_flipped": "This dw is flipped along height and width.",
    "batch_not_summed": "This gradient comes from the first picture alone. The same weights serve "
    "every picture, so their gradients add up.",
    "batch_averaged": "This gradient is an average over the batch. The gradient of a sum is a sum.",
    "db_averaged": "This db is an average over the pixels. The bias is added at every pixel, so its "
    "gradients add up.",
    "dx_not_flipped": "This dx is what you get when the kernel is not flipped on the way back.",
    "gradients_swapped": "These are the right gradients in another order. They are (dx, dw, db).",
    "windows_overwrite": "This dx keeps what the last window wrote. Windows overlap, and what they "
    "bring to a pixel adds up.",
    "dx_valid_size": "This dx has only the positions where the kernel fits into dy. dx is as large "
    "as x.",
    "channels_swapped": "This is what you get when input and output channels change places.",
}
