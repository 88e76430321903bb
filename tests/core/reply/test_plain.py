import pytest

from core.reply.plain import plain


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**Now**\n- *first*, then\n\n2. `x`", "Now\n- first, then\n\n2. x"),
        ("see <https://nordex.example/a>", "see https://nordex.example/a"),
        ("[our page](https://nordex.example/a).", "our page https://nordex.example/a."),
        ("a_b_c 2 * 3 * 4 <b>", "a_b_c 2 * 3 * 4 <b>"),
        ("", ""),
    ],
)
def test_what_a_person_would_type(markdown, words):
    assert plain(markdown) == words
