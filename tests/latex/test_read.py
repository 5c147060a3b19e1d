"""LaTeX: what bibliographies write, as Unicode and markup."""

from __future__ import annotations

import unicodedata
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubmanager.latex.nodes import Hyperlink, Math, RichText, Style, Styled, Text
from pubmanager.latex.read import plain, read_latex, unknown_commands
from pubmanager.latex.tables import ACCENTS
from pubmanager.latex.tokens import verbatim
from pubmanager.render.writers import writer_of


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


FORMULAS = [  # APS, ADS, arXiv and DBLP write chemistry, units and scripts so
    (r"Ice in ${\mathrm{Sr}}_{2}{\mathrm{RuO}}_{4}$", "Ice in Sr<sub>2</sub>RuO<sub>4</sub>"),
    (r"M$_{{\ensuremath{\odot}}}$", "M<sub>⊙</sub>"),
    (r"X$_\mathrm{e}$ and X$_{\rm e}$", "X<sub>e</sub> and X<sub>e</sub>"),
    (r"${T}_{c}$ of ${}^{3}\mathrm{He}$", "<em>T</em><sub>c</sub> of <sup>3</sup>He"),
    (r"${\rm CO}_2$ on $\mathrm{TiO_2}$", "CO<sub>2</sub> on TiO<sub>2</sub>"),
    (r"$\mathrm{SO_4^{2-}}$, $\text{Fe}^{3+}$", "SO<sub>4</sub><sup>2−</sup>, Fe<sup>3+</sup>"),
    (r"$\mathrm{La}_{2-x}\mathrm{Sr}_x\mathrm{CuO}_4$", "La<sub>2−x</sub>Sr<sub>x</sub>CuO<sub>4</sub>"),
    (r"$10^{-3}\,\mathrm{K}$, $T_{\mathrm{eff}}$", "10<sup>−3</sup>\u202fK, <em>T</em><sub>eff</sub>"),
    (r"$\Lambda_{\rm QCD}$, $x_{n+1}$", "Λ<sub>QCD</sub>, <em>x</em><sub>n+1</sub>"),
    (r"${\mathrm{O}}_{8+\ensuremath{\delta}}$", "O<sub>8+δ</sub>"),
    (r"$\nu_{\mu}\to\nu_{e}$", "ν<sub>μ</sub>→ν<sub>e</sub>"),
    (r"a$\,$b, 5$\;$m", "a\u202fb, 5 m"),
    # what a formula setter has to set stays a formula
    *((rf"${tex}$", rf"${tex}$") for tex in ("e=mc^2", "x_1,x_2", "CO_2", r"\sqrt2", r"f(R)", "x^{ab}", r"\bar p", "W^+W^-")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "html"), FORMULAS)
def test_formulas_that_are_text(text: str, html: str) -> None:
    written = writer_of("html").rich(read_latex(text))
    assert unescape(written) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<mml:math><mml:msub><mml:mi>NiO</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math>", "NiO<sub>2</sub>"),
        ('<math xmlns="x"><msup><mn>10</mn><mn>3</mn></msup></math> birds', "10<sup>3</sup> birds"),
        ("<p>Owls</p> <span class=x>at</span><br>night", "Owls at night"),
        ("<jats:title>Owls</jats:title><jats:p>sleep</jats:p>", "Owls: sleep"),
        ('<named-content content-type="x">Owls</named-content> <ext-link href="u">x</ext-link>', "Owls x"),
        ("<inline-formula><tex-math>$x^2$</tex-math></inline-formula>", "<em>x</em><sup>2</sup>"),
        ("<ce:bold>a</ce:bold> <font color=red>b</font> <ce:sup>2</ce:sup>", "<strong>a</strong> b <sup>2</sup>"),
        ("{$<$}i{$>$}Bubo{$<$}/i{$>$}", "<em>Bubo</em>"),
        (r"\&lt;i\&gt;Bubo\&lt;/i\&gt;", "<em>Bubo</em>"),
        ("A &amp;amp; B &amp; C", "A &amp; B &amp; C"),
        ("for p < 3 and q > 4", "for p &lt; 3 and q &gt; 4"),
        ("the <em> tag", "the &lt;em&gt; tag"),
    ],
)
def test_tags_of_exports(text: str, html: str) -> None:
    assert writer_of("html").rich(read_latex(text)) == html
