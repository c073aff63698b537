import numpy as np
import pytest

from tutor.stepping.conventions import turned, turned_formula, turned_index


@pytest.mark.parametrize(
    ("course", "library"),
    [
        (r"Z^{[1]} = W^{[1]} X + b^{[1]}", r"Z^{[1]} = X W^{[1]} + b^{[1]}"),
        (
            r"dW^{[2]} = \frac{1}{m} dZ^{[2]} A^{[1]\top}",
            r"dW^{[2]} = \frac{1}{m} A^{[1]\top} dZ^{[2]}",
        ),
        (
            r"dW^{[1]} = \frac{1}{m} dZ^{[1]} X^\top + 0.1 W^{[1]}",
            r"dW^{[1]} = \frac{1}{m} X^{\top} dZ^{[1]} + 0.1 W^{[1]}",
        ),
        (r"dA^{[1]} = W^{[2]\top} dZ^{[2]}", r"dA^{[1]} = dZ^{[2]} W^{[2]\top}"),
        (r"dZ^{[1]} = dA^{[1]} \odot A^{[1]}", r"dZ^{[1]} = dA^{[1]} \odot A^{[1]}"),
        (r"w_{2,1}^{[1]} x_{1}^{(3)}", r"w_{1,2}^{[1]} x_{1}^{(3)}"),
        (r"m_{dw_{2,k}}^{[1]} + dw_{2,k}^{[1]}", r"m_{dw_{k,2}}^{[1]} + dw_{k,2}^{[1]}"),
        (r"J = \log a_{1}^{[2](i)}", r"J = \log a_{1}^{[2](i)}"),
    ],
)
def test_a_product_turns_round_and_all_else_stays(course: str, library: str) -> None:
    assert turned_formula(course, "rows") == library
    assert turned_formula(course, "columns") == course


def test_the_turned_formula_holds_for_the_turned_matrices() -> None:
    rng = np.random.default_rng(0)
    W, X, b = rng.normal(size=(4, 3)), rng.normal(size=(3, 5)), rng.normal(size=(4, 1))
    Wt, Xt, bt = (turned(name, a, "rows") for name, a in (("W[1]", W), ("X", X), ("b[1]", b)))
    assert np.allclose(np.asarray(Xt) @ np.asarray(Wt) + bt, turned("Z[1]", W @ X + b, "rows"))


def test_images_have_their_examples_first_and_filters_stay() -> None:
    assert turned_index("A[1]", (2, 4, 5, 7), "rows") == (7, 2, 4, 5)
    assert turned_index("W[1]", (8, 2, 3, 3), "rows") == (8, 2, 3, 3)
    assert turned_index("dW[2]", (4, 3), "rows") == (3, 4)
    assert turned_index("J", (), "rows") == ()
    assert np.shape(turned("A[1]", np.zeros((2, 4, 5, 7)), "rows")) == (7, 2, 4, 5)
