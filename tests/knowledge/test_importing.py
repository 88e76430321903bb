"""Other help centres' articles: texts come along, what could hurt stays behind."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigError
from knowledge.html_text import markdown_of, text_of, tidy, titles_of
from knowledge.importing import Foreign, identities_of, language_of, read_source

HTML = {
    "words": ("<p>One <b>two</b> <em>three</em></p>", "One **two** *three*"),
    "lists": ("<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>", "- a\n- b\n\n1. c"),
    "headings": ("<h2>Title</h2><p>Text</p>", "## Title\n\nText"),
    "links": ('<a href="https://a.example/b" onclick="x()">c</a>', "[c](https://a.example/b)"),
    "script links": ('<a href=" javascript:alert(1)">c</a>', "c"),
    "data links": ('<a href="data:text/html,x">c</a>', "c"),
    "own links": ('<a href="/hc/a">c</a>', "c"),
    "scripts": ("<p>a</p><script>b()</script><style>c{}</style>", "a"),
    "frames": ("<iframe src=x>b</iframe><object>c</object>a", "a"),
    "forms": ("a<form><input value=b><button>c</button></form>", "a"),
    "images": ('a <img src="x" onerror="y" alt="z">', "a"),
    "remarks": ("a<!-- b -->", "a"),
    "hidden": ('a<span style="display: none">b</span><p hidden>c <b>d</b></p>', "a"),
    "what nobody sees": ("a\u200b\u202eb&#8203;", "ab"),
    "hard blanks": ("a&nbsp;b", "a b"),
    "gaps": ("<p>a</p><p></p><p></p><p>b</p>", "a\n\nb"),
}


@pytest.mark.parametrize(("html", "text"), HTML.values(), ids=HTML.keys())
def test_html_becomes_markdown(html, text):
    assert markdown_of(html) == text


@given(st.text(max_size=60))
def test_nothing_that_nobody_sees_comes_along(text):
    assert not any(char in tidy(text) for char in "\u200b\u202e\x00\ufeff\x07")
    assert tidy(tidy(text)) == tidy(text)


def test_what_a_page_calls_itself():
    page = '<html lang="pt-BR"><title>Saques | Ajuda</title><h1> Saques\n pendentes</h1>'
    assert titles_of(page) == ("Saques pendentes", "pt-BR")
    assert titles_of("<title>Only</title>") == ("Only", "")
    assert titles_of("<h1></h1><p>text</p>") == ("", "")
    assert text_of("<b>One</b>\n two") == "One two"


def write(path, rows, names):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([names, *rows])
    return path


def test_an_export_with_columns(tmp_path):
    path = write(
        tmp_path / "a.CSV",
        [
            ["1", "How <b>long</b>?", "<p>Not long</p>", "en-us", "https://x.example/hc/3601-How"],
            ["", "Wie lange?", "Nicht lange {x} & <3", "de", "https://x.example/hc/3601-Wie"],
            ["", "", " ", "de", ""],
        ],
        ["ID", " Title ", "Body", "Locale", "html_url"],
    )
    one, other = read_source(path)
    assert (one.title, one.body, one.locale, one.key) == ("How long?", "Not long", "en-us", "1")
    assert one.where == f"{path}:2"
    assert (other.body, other.key) == ("Nicht lange {x} & <3", "3601")


def test_columns_may_be_called_otherwise(tmp_path):
    path = write(tmp_path / "a.csv", [["One", "Two"]], ["name", "html_body"])
    (found,) = read_source(path)
    assert (found.title, found.body, found.locale, found.hint) == ("One", "Two", "", "")


def test_a_row_that_ends_early(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("title,body,locale\nOne\n", encoding="utf-8")
    (found,) = read_source(path)
    assert (found.title, found.body, found.locale) == ("One", "", "")


def test_a_folder_of_pages(tmp_path):
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "frais.md").write_text("# Les frais\n\nPas de frais.\n", "utf-8")
    (tmp_path / "b.md").write_text(
        "---\ntitle: Fees\nlang: en\n---\nNo <b>fees</b> <script>x</script>\n", "utf-8"
    )
    (tmp_path / "c.md").write_text("---\nno: [yaml\n---\nText", "utf-8")
    (tmp_path / "d_e.html").write_text("<h1>Top</h1><p>Text</p>", "utf-8")
    (tmp_path / "other.txt").write_text("nothing", "utf-8")
    found = {each.where.removeprefix(f"{tmp_path}/"): each for each in read_source(tmp_path)}
    assert found.keys() == {"fr/frais.md", "b.md", "c.md", "d_e.html"}
    french = found["fr/frais.md"]
    assert (french.title, french.body, french.locale) == ("Les frais", "Pas de frais.", "fr")
    english = found["b.md"]
    assert (english.title, english.body, english.locale) == ("Fees", "No **fees**", "en")
    assert found["c.md"].title == "c"
    assert (found["d_e.html"].title, found["d_e.html"].body) == ("Top", "Text")


def test_one_page(tmp_path):
    path = tmp_path / "a-page.html"
    path.write_text("<p>Text</p>", "utf-8")
    (found,) = read_source(path)
    assert (found.title, found.body) == ("a page", "Text")


MISTAKES = {
    "nothing there": ("gone.csv", None, "gone.csv: cannot be read"),
    "no text": ("a.csv", "title,locale\n", "has no column for the body: name one of body"),
    "no title": ("a.csv", "", "has no column for the title: name one of title"),
    "no csv": ("a.csv", 'title,body\n"a', "is not CSV"),
    "another kind": ("a.docx", "x", "expected a folder, a .csv, or a page"),
}


@pytest.mark.parametrize(("name", "text", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_what_cannot_be_read_is_told_in_one_line(tmp_path, name, text, told):
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        list(read_source(tmp_path / name))


def test_an_empty_folder(tmp_path):
    with pytest.raises(ConfigError, match="holds no Markdown and no HTML"):
        list(read_source(tmp_path))


@pytest.mark.parametrize(
    ("locale", "code"),
    [("en-US", "en"), ("pt_BR", "pt"), ("ZH", "zh"), ("nl", ""), ("", ""), ("english", "")],
)
def test_locales(locale, code):
    assert language_of(locale) == code


def a(title: str = "", **more) -> Foreign:
    return Foreign(where="x", title=title, body="b", **more)


def test_ids_come_from_addresses_and_titles():
    found = identities_of(
        [
            a("Título raro", hint="https://x.example/hc/36001-How-long-do-deposits-take"),
            a("Où est mon dépôt ?"),
            a("充值多久到账"),
            a("x" * 200),
        ]
    )
    assert found[:2] == ["how-long-do-deposits-take", "ou-est-mon-depot"]
    assert found[2].startswith("article-")
    assert len(found[3]) == 60


def test_languages_of_one_article_share_its_id():
    assert identities_of(
        [a("充值", locale="zh", key="7"), a("Deposits", locale="en", key="7"), a("Other", key="8")]
    ) == ["deposits", "deposits", "other"]
