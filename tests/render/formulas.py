"""What may stand between dollars: formulas that want to do more than formulas do, and those that people write."""

from __future__ import annotations

_X = "document.title='hacked'"
HARMFUL = [
    # Links and attributes: MathJax's html extension, KaTeX's trusted commands.
    rf"\href{{javascript:{_X}}}{{x}}", rf"\href {{javascript:{_X}}} x", r"\href{https://evil.example}{x}", r"\url{javascript:x}", r"\class{evil}{x}", r"\cssId{evil}{x}",
    r"\style{position:fixed;top:0;left:0;width:100%;height:100%}{x}", r"\style{color:red}x", r"\data{evil=x}{x}", r"\htmlData{evil=x}{x}", r"\htmlClass{evil}{x}",
    r"\htmlId{evil}{x}", r"\htmlStyle{position:fixed}{x}", r"\includegraphics{evil.png}", r"\includegraphics[width=99em]{//evil.example/x.png}", r"\nolinkurl{x}", r"\hyperref[x]{y}",
    rf"\mmlToken{{mi}}[href=\"javascript:{_X}\"]{{x}}", r"\mmlToken{mi}[class='evil' style='position:fixed']{x}", r"\texttip{x}{evil}", r"\mathtip{x}{evil}", r"\toggle{x}{y}\endtoggle",
    r"\bbox[position:fixed;top:0;left:0;width:999em;height:999em;background:red]{x}", r"\bbox[red,999em,border:9em solid]{x}", r"\bbox[background:url(//evil.example)]{x}",
    r"\enclose{circle}[mathcolor=red href='javascript:x']{x}", r"\cancel{x}", r"\fbox{x}", r"\fcolorbox{red}{red}{x}", r"\colorbox{red}{x}", r"\color{red}x", r"\color[RGB]{1,2,3}{x}",
    r"\textcolor{red}{x}", r"\definecolor{red}{RGB}{0,0,0}", r"\tag{evil}", r"\tag*{evil}", r"\label{evil}", r"\ref{evil}", r"\eqref{evil}", r"\vcenter{x}", r"\mathtoolsset{x}",
    # Definitions, which would hold for the whole page.
    rf"\def\sqrt#1{{\href{{javascript:{_X}}}{{x}}}}", r"\def\frac{\href{javascript:x}}", r"\gdef\alpha{x}", r"\edef\alpha{x}", r"\xdef\alpha{x}", r"\let\alpha\href", r"\let\alpha=\href \alpha{javascript:x}{x}",
    r"\newcommand{\alpha}{x}", r"\newcommand\x[1]{\href{javascript:x}{#1}}\x{y}", r"\renewcommand{\sqrt}[1]{\href{javascript:x}{#1}}", r"\providecommand{\evil}{x}", r"\newenvironment{evil}{x}{y}",
    r"\renewenvironment{matrix}{\href{javascript:x}{x}}{}", r"\DeclareMathOperator{\sin}{\href{javascript:x}{x}}", r"\DeclarePairedDelimiter{\abs}{|}{|}", r"\futurelet\x\y\z", r"\long\def\x{y}",
    r"\newif\ifx", r"\newcount\x", r"\require{html}", r"\require{action}\toggle{x}{y}\endtoggle", r"\begingroup\def\x{y}", r"\begingroupSandbox x", r"\global\let\x\y", r"\Newextarrow{\x}{1,1}{8594}", r"\usepackage{html}",
    # Names put together, other letters, characters that are deleted.
    r"\hr^^65f{javascript:x}{x}", r"\^^68ref{javascript:x}{x}", r"^^5chref{javascript:x}{x}", "\\hr\x01ef{javascript:x}{x}", "\\\x01href{javascript:x}{x}", "\\hr\x80ef{javascript:x}{x}", "\\hr\u2066ef{javascript:x}{x}",
    "\\\u200bhref{javascript:x}{x}", "\\hr\xadef{javascript:x}{x}", "\\ｈref{javascript:x}{x}", "\\hreｆ{javascript:x}{x}", "\\ĥref{javascript:x}{x}", "＼href{javascript:x}{x} \\evil", "\\HREF{javascript:x}{x}",
    r"\csname href\endcsname{javascript:x}{x}", r"\csname hr\string ef\endcsname{javascript:x}{x}", r"\expandafter\href\x", r"\noexpand\href", r"\string\href", r"\uppercase{\x}", r"\meaning\x",
    "\\hr%\nef{javascript:x}{x}", "x % y", "x %\n\\href{javascript:x}{x}", r"\href%{javascript:x}{x}", r"\catcode`\!=0 !href{javascript:x}{x}", r"\catcode 92=13", r"\char`\\href", r"\char92 href", r'\char"5C',
    r"\unicode{x5C}", r"\unicode[evil]{x41}", r"\unicode[5em,5em]{65}", r"\U{41}", r"\symbol{92}", r"\mathchar 65", r"\mathchoice{\href{javascript:x}{x}}{}{}{}", r"\ifmmode\href{javascript:x}{x}\fi", r"\relax\href{javascript:x}{x}",
    # Inside of others.
    r"\frac{\href{javascript:x}{x}}{2}", r"\text{\href{javascript:x}{x}}", r"\text{$\href{javascript:x}{x}$}", r"\mbox{$\class{evil}{x}$}", r"\sqrt[\href{javascript:x}{x}]{2}", r"x^{\href{javascript:x}{x}}",
    r"\operatorname{\href{javascript:x}{x}}", r"\mathrm{\style{x}{y}}", r"{\href}{javascript:x}{x}", r"\left\href{javascript:x}{x}\right.", r"\not\href{javascript:x}{x}", r"\begin{matrix}\href{javascript:x}{x}\end{matrix}",
    r"\begin{cases}a & \class{evil}{b}\end{cases}", r"\overset{\cssId{evil}{x}}{y}", r"\hat\href{javascript:x}{x}",
    # Ends that come too early, and what does not end.
    r"x$ $\href{javascript:x}{x}$ $y", r"x$\href{javascript:x}{x}$y", "$", "$$", r"x\)\(\href{javascript:x}{x}\)\(y", r"x\] \[\href{javascript:x}{x}\] \[y", r"\)", r"\(", r"\]", r"\[", "x}{y", "}", "{", "{x", "x}", "{}}{",
    r"\{\}}", "x\\", "\\", r"\begin{matrix}x", r"x\end{matrix}", r"\begin{matrix}{\end{matrix}}", r"\begin{matrix}x\end{cases}", r"\begin{equation}x\end{equation}", r"\end{equation}\begin{equation}",
    r"\begin{align}x\tag{evil}\end{align}", r"\begin{array}{@{\href{javascript:x}{x}}c}x\end{array}", r"\begin{evil}x\end{evil}", r"\begin {matrix}x\end{matrix}", r"\begin{ matrix}x\end{ matrix}", r"\begin{prooftree}x\end{prooftree}",
    r"\begin{CD}x\end{CD}", r"\begin{xalignat}{9}x\end{xalignat}", r"\begin{verbatim}x\end{verbatim}", "a & b", "{a & b}", "#1", "x # y", "`x`", "a ` b",
    "<b>x</b>$", "</span><script>x()</script>$", "x$</span><img src=x onerror=x()>$y", "<!--$", "-->$", "x</script>$",
    # Overlays: as large or as far away as they say, or drawn back over what stands before.
    r"\rule{999em}{999em}", r"\rule[-9em]{99em}{99em}", r"\Rule{99em}{99em}{99em}", r"\Space{9em}{9em}{9em}", r"\hspace{-99em}x", r"\hspace*{-99em}x", r"\mspace{-999mu}x", r"\kern-99em x", r"\mkern-999mu x", r"\hskip-99em x",
    r"\mskip-999mu x", r"\hfil", r"\raise99em{x}", r"\lower99em{x}", r"\raisebox{99em}{x}", r"\moveleft99em{x}", r"\moveright99em{x}", r"\smash{x}", r"\rlap{x}", r"\llap{x}", r"\mathllap{x}", r"\phantom{x}", r"\Huge x",
    r"x\\[999em]y", r"x\\[-99em]y", r"\begin{matrix}x\\[-99em]y\end{matrix}", r"x\\ * [99em]y", r"x\cr[99em]y", r"x\newline y", r"\genfrac(){99em}{}{x}{y}", r"x\above99em y", r"\hdashline", r"\\\hline", r"\!" * 200 + "x", r"\negthinspace x",
    "{" * 200 + "x" + "}" * 200, r"\frac{x}{" * 100 + "x" + "}" * 100, "x" * 5000,
    # Files, programs and what never ends.
    r"\input{/etc/passwd}", r"\include{x}", r"\write18{x}", r"\immediate\write18{x}", r"\openout5=x", r"\read5 to\x", r"\special{x}", r"\pdfobj{x}", r"\directlua{x}", r"\loop\x\repeat", r"\typeout{x}", r"\csname x", r"\end", r"\stop",
    r"\verb|x|", r"\ce{\href{javascript:x}{x}}", r"\ce{$\href{javascript:x}{x}$}", r"\pu{x}", r"\bra{x}", r"\Braket{x}", r"\qty(\href{javascript:x}{x})", r"\abs{x}", r"\tripledash", r"\AA", r"\evil", r"\evil{x}",
]  # fmt: skip
HARMLESS = [
    "e=mc^2", r"\alpha+\beta_1", r"O(\frac{n}{2})", r"\mathcal{L}_{\mathrm{CE}} \le 2", r"\sqrt[3]{x}", r"\mathbb{R}^n \to \mathbb{R}", r"\ell_1", r"\{x \mid x > 0\}", r"\hat{x}\,\bar{y}", r"\text{if } x", r"\left( \frac{1}{2} \right)",
    r"\sum_{i=1}^{n} x_i", r"\operatorname{argmax}_x f(x)", r"\mathbf{x}^\top", r"{\rm GaN}(000\bar{1})", r"\overset{a}{b}", r"\underset{a}{b}", r"\stackrel{\to}{v}", r"\begin{pmatrix}0 & 1\\ 1 & 0\end{pmatrix}", r"\begin{cases}1 & x\\ 0 & y\end{cases}",
    r"\langle x, y \rangle", r"\lfloor x \rfloor", "a<b", "a>b", "x'", r"x^{y^{z}}", r"10\%", r"\lVert x \rVert_2", r"\boldsymbol{\theta}", r"\not= x", r"\scriptstyle x", r"x\!y", r"a \bmod b", r"\dots", r"H_2O", r"\overline{AB}", "π r^2",
    r"\sin x", r"\int_0^\infty f\,dx", r"\bigl(x\bigr)", r"\binom{n}{k}", r"x \quad y", r"\widehat{xyz}", "[x]", "x|y", "a*b*c", "--x", "\\mathrm{x}'s", "~x", r"\tilde{O}(n)", r"\epsilon", r"\varepsilon", r"A^*A", r"k\text{-NN}",
]  # fmt: skip
