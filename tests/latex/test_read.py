"""LaTeX: what bibliographies write, as Unicode and markup."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager.latex.nodes import Hyperlink, Math, RichText, Style, Styled, Text
from pubmanager.latex.read import plain, read_latex, unknown_commands
from pubmanager.latex.tables import ACCENTS
from pubmanager.latex.tokens import verbatim


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("plain", "plain"),
        ("{BERT}: {P}re-training", "BERT: Pre-training"),
        (r"{\'E}t\'e, na\"{\i}ve, \c{c}a, {\ss}, \O re, {\AA}ngstr{\"o}m", "Été, naïve, ça, ß, Øre, Ångström"),
        (r"\v{S}\v s {\L}\l \H{o} \k{a} \r{u} \u{g} \d{s} \b{d} \t{oo}", "Šš Łłő ą ů ğ ṣ ḏ o͡o"),
        (r"\=a \.z \~n \^\i \`\j", "ā ż ñ îj̀"),
        (r"V\~{\^e}t", "Vễt"),
        ("``quoted'' and `single' -- dash --- long", "“quoted” and ‘single’ – dash — long"),
        (r"\& \% \_ \# \$ \{ \}", "& % _ # $ { }"),
        (r"5\,\% of~it", "5\u202f% of\u00a0it"),
        (r"\LaTeX{} and \TeX", "LaTeX and TeX"),
        (r"\textregistered{} \copyright \dots \ldots", "® ©……"),
        (r"\mbox{GPT-4} \textrm{x} \textsf{y}", "GPT-4 x y"),
        (r"\enquote{a \enquote{b}}", "“a ‘b’”"),
        (r"\textquotesingle s \textbackslash x", "'s \\x"),
        (r"$\alpha$-synuclein, CO$_2$, 10$^{th}$, $\sim$5, $\ell_1$", "α-synuclein, CO2, 10th, ∼5, ℓ1"),
        (r"\ensuremath{\beta}-sheet", "β-sheet"),
        (r"5\({}^{\mbox{th}}\), DNA$_{\textrm{2}}$, 0.35 {\(\mathrm{\mu}\)}m", "5th, DNA2, 0.35 μm"),
        (r"(11\=22) \cite{key}", "(112̄2)"),
        (r"\apj", "The Astrophysical Journal"),
        (r"R{\&}D $5 and $6", "R&D $5 and $6"),
        ("a &amp; b &#8217; &eacute;", "a & b ’ é"),
        ("<i>E. coli</i> and H<sub>2</sub>O", "E. coli and H2O"),
        (r"{\textless}i{\textgreater}x{\textless}/i{\textgreater}", "x"),
        ("1 < 2 and <word>", "1 < 2 and <word>"),
        (r"\textcolor{red}{hot} \foreignlanguage{german}{Käuze}", "hot Käuze"),
        (r"a\footnote{note} b", "a (note) b"),
        ("line\n  two", "line two"),
        (r"\unknown{kept} \other", "kept"),
        (r"{unclosed \emph{x", "unclosed x"),
        ("closed} twice}", "closed twice"),
        ("\\", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_visible_text(latex: str, text: str) -> None:
    assert plain(latex) == text


@pytest.mark.parametrize(
    ("latex", "nodes"),
    [
        (r"\emph{x} y", (Styled(Style.EMPHASIS, (Text("x"),)), Text(" y"))),
        (r"{\it x} y", (Styled(Style.EMPHASIS, (Text("x"),)), Text(" y"))),
        (r"\textit{a \textbf{b}}", (Styled(Style.EMPHASIS, (Text("a "), Styled(Style.STRONG, (Text("b"),)))),)),
        (r"\textsc{x}", (Styled(Style.SMALL_CAPS, (Text("x"),)),)),
        (r"\texttt{x--y}", (Styled(Style.CODE, (Text("x--y"),)),)),
        (r"\underline{x}", (Styled(Style.UNDERLINE, (Text("x"),)),)),
        (r"n\textsuperscript{th}", (Text("n"), Styled(Style.SUPERSCRIPT, (Text("th"),)))),
        (r"H\textsubscript{2}", (Text("H"), Styled(Style.SUBSCRIPT, (Text("2"),)))),
        (r"CO$_2$", (Text("CO"), Styled(Style.SUBSCRIPT, (Text("2"),)))),
        (r"\url{https://a.org/x\_y}", (Hyperlink("https://a.org/x_y", (Text("https://a.org/x_y"),)),)),
        (r"\href{https://a.org}{here}", (Hyperlink("https://a.org", (Text("here"),)),)),
        (r"$\frac{a}{b}$", (Math(r"\frac{a}{b}"),)),
        (r"\(\sqrt{n}\) steps", (Math(r"\sqrt{n}"), Text(" steps"))),
        (r"\verb|x_y|", (Styled(Style.CODE, (Text("x_y"),)),)),
        ("<b>x</b>", (Styled(Style.STRONG, (Text("x"),)),)),
    ],
)
def test_markup(latex: str, nodes: tuple[object, ...]) -> None:
    assert read_latex(latex) == RichText(nodes)  # type: ignore[arg-type] # a table of nodes


def test_unknown_commands_are_reported_where_they_stand() -> None:
    text = r"a \emph{b} \mymacro{c} \other"
    assert [(name, text[offset]) for name, offset in unknown_commands(text)] == [("mymacro", "\\"), ("other", "\\")]
    assert unknown_commands("plain") == ()


@pytest.mark.parametrize("accent", sorted(ACCENTS))
def test_accents_are_those_of_unicode(accent: str) -> None:
    """Each accent on an ``o`` is one letter whose decomposition is ``o`` and a combining mark."""
    letter = plain(rf"\{accent}{{o}}")
    assert unicodedata.normalize("NFD", letter)[0] == "o" and len(unicodedata.normalize("NFD", letter)) == 2
    assert plain(rf"{{\{accent} o}}") == letter


@given(st.text(alphabet="ab \\{}$~'`-<>&;i/#_^%", max_size=60) | st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    found = read_latex(text)
    assert found.text == plain(text)
    assert found.text == found.text.strip(" ")
    verbatim(text)


@given(st.text(alphabet="abc XYZ.,:é卫", max_size=40))
def test_text_without_markup_stays(text: str) -> None:
    assert plain(text) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("https://a.org/x%20y~z?a=1&b=50%", "https://a.org/x%20y~z?a=1&b=50%"),
        (r"https://a.org/x\_y\%20\&z\#q", "https://a.org/x_y%20&z#q"),
        (r"\url{https://a.org}", "https://a.org"),
        (r"{https://a.org}", "https://a.org"),
        (r"<https://a.org>", "https://a.org"),
        (r"https://a.org/\~{}me", "https://a.org/~me"),
        (r"https://a.org/$\sim$me", "https://a.org/~me"),
        (r"https://a.org/{\textasciitilde}me", "https://a.org/~me"),
        (r"\href{https://a.org}{text}", "https://a.org"),
        (r"u5HHmVD\_uO8C", "u5HHmVD_uO8C"),
        (r"r\&p.webp", "r&p.webp"),
        ("  a.pdf ", "a.pdf"),
    ],
)
def test_links_identifiers_and_paths(text: str, result: str) -> None:
    assert verbatim(text) == result
