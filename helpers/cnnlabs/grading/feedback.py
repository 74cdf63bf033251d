"""What a student reads after grading: messages, never the hidden tests."""

from nbgrader import utils
from nbgrader.preprocessors import ClearHiddenTests


class HideTests(ClearHiddenTests):
    """Take the hidden tests out of a graded notebook, and the tracebacks that would quote them."""

    def preprocess_cell(self, cell, resources, cell_index):
        """Clear the cell's hidden region; of an error keep its name and message."""
        if utils.is_grade(cell) and cell.cell_type == "code":
            for output in cell.outputs:
                if output.output_type == "error":
                    output.traceback = [f"{output.ename}: {output.evalue}"]
        return super().preprocess_cell(cell, resources, cell_index)
