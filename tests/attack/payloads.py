"""What attacks a page, by kind: texts that want to be more than text, and addresses that want to run."""

from __future__ import annotations

import re

from render.hostile import MARKDOWN, MARKUP, OTHERS, TEMPLATES, UNICODE

_RUN = "document.title='hacked'"

HTML = [
    *MARKUP,
    f"<a href=java&#x09;script:{_RUN}>x</a>", f"<img src=x\x00 onerror={_RUN}>", f"<img/src=x/onerror={_RUN}>", "<svg><style><!--</style><img src=x>",
    f"<noscript><p title=\"</noscript><img src=x onerror={_RUN}>\">", f"<math><mtext><table><mglyph><style><img src=x onerror={_RUN}>",
    "<select><option>", "<table><tr><td>x", "<details><summary>x", "<marquee>x", "<dialog open>x", "<button popovertarget=x>x</button>", "<p id=x>",
    "<a name=location>", "</li><li>x", "</ul><hr>", "<br>", "<!-->", "<!--->x", "--!>", "]]>", "<? x ?>", "</", "<a", "<a\n", "< a>", "<\x00b>", "<3", "x<y>z",
    "&lt;b&gt;", "&ltb&gt", "&#x26;lt;b&#x26;gt;", "&NewLine;x", "&Tab;x", "&colon;", "&#36;x&#36;", "&#123;&#123;x&#125;&#125;", "&#42;x&#42;", "&amp;#42;",
]  # fmt: skip
LIQUID = [
    *TEMPLATES, "{{x}}", "{{ x | y: 'z' }}", "{%x%}", "{% comment %}", "{% endcomment %}", "{%-", "-%}", "{{-", "{ {x}}", "{\u200b{x}}", "{\x00{x}}", "{\x01%x%}",
    "{{{{", "}}}}", "{%%}", "{{%", "{ % x % }", "{{/* x */}}", "{{</* x */>}}", "{{< script >}}", "{{% raw %}}", "[[= x =]]", "<% x %>", "<%= x %>", "<#x>", "#if x",
    "{x,y}", "{!x!}", "$!{x}", "*{x}", "~{x}", "__${x}__::.x", "${{x}}", "@(x)", "%%x%%",
]  # fmt: skip
KRAMDOWN = [
    "{:toc}", "x\n{:toc}", "{:.x onclick=\"y\"}", "x{: onclick=\"y\"}", "*x*{: .y}", "{:x: .y}", "x\n^\ny", "^", "{::options auto_ids=\"false\" /}", "{::comment}x{:/}",
    "{:/}", "{::}", "$$x$$", "$$\nx\n$$", "x $$y$$ z", "*[x]: y\nx", "[^x]: y\n[^x]", "x : y", "term\n: x", "|x|y|\n|=", "|---", "+---+", "x|y\n---|---\nz|w", "<<x>>",
    "x\\\\\ny", "x  \ny", "{#id}", "# x {#id}", "x\n---\n{: .y}", "'x' \"y\" 'z\"", "... -- --- << >>",
]  # fmt: skip
GOLDMARK = [
    "x {onclick=alert(1)}", "# x {#id .y onclick=z}", "{onclick=y}", "{.x}", "x\n{.y}", "https://x.org", "https://x.org/a_b?c=d&e", "ftp://x.org", "http://localhost", "www.x.org/a",
    "me@x.org", "mailto:me@x.org", "see x.org now", "~x~", "~~x~~", "a~b~c", "++x++", "C++ and C++", "==x==", "x^2^ and y^3^", "H~2~O", ":smile: :+1:", "a :x: b", "> [!NOTE]", "> [!NOTE]\n> x",
    "- [x] y", "[^1]", "x[^1]\n\n[^1]: y", "^[x]", "x\n: y", "{{< figure src=x >}}", "{{% x %}}y{{% /x %}}", "+++\nx = 1\n+++", "---\nx: 1\n---", "<!--more-->", "# more", "{{ .Site }}",
]  # fmt: skip
PANDOC = [
    "@key", "see @key", "[@key]", "[-@key, p. 3]", "-@key", "@{x y}", "(@)", "(@good) x", "#. x", "i. x", "(i) x", "a) x", "A.  x", "(1) x", "| line\n| block", "Table: x", ": x", "~~~ {.x}",
    "::: x\ny\n:::", "::: {.x onclick=y}\nz\n:::", ":::", "[x]{.y}", "[x]{onclick=y}", "[x]{.smallcaps}", "`x`{=html}", "`<b>x</b>`{=html}", "```{=html}\n<b>x\n```", "```{r}\nx\n```", "`r x`", "x^y^",
    "x~y~", "x^[note]", "\\begin{x}\ny\n\\end{x}", "\\textbf{x}", "\\newcommand{\\x}{y}", "\\x", "\\(x\\)", "\\\\(x\\\\)", "\\\\[x\\\\]", "$x$", "$x$ and $y$", "a $5, b $6", "$ x $", "$$x$$", "$\\href{javascript:x}{y}$",
    "% title", "% title\n% author", "---\nx: y\n...", "...", "x\\ y", "x\\\ny", "Term\n\n:   x", "  x\n  ---\n  y", "-----\nx\n-----", "+---+\n| x |\n+---+", "[x](<y z>)", "![x](y){onerror=z}", "{{< include x >}}", "[[x]]", "[[x|y]]",
    "'x'", "\"x\" 'y'", "rock 'n' roll", "x--y---z", "a...b", "{=html}", "{.x}", "{#x}", "<https://x.org>", "<me@x.org>", "[x] y", "[x]:", "[x]: y \"z\"", "[x]:\ny", "*[x]: y", "x[x]",
]  # fmt: skip
PYTHON_MARKDOWN = [
    "!!! note\n    x", "!!! note \"x\"", "??? note", "???+ note\n    x", "=== \"x\"", "=== \"x\"\n    y", "[TOC]", "[toc]", "[[x]]", "[[x y]]", "#x", "##x", "#x#", "#", "######x", "x\n=", "x\n-", "*[x]: y", "x\n:   y",
    "{++x++}", "{--x--}", "{~~x~>y~~}", "{==x==}{>>y<<}", "{>>x<<}", "++ctrl+alt+del++", "++\"x\"++", "--8<-- \"/etc/hostname\"", "--8<--\n/etc/hostname\n--8<--", "-8<- \"x\"", ";--8<-- \"x\"", "/// note\nx\n///", "///",
    "[=50% \"x\"]", "`#!python x`", "``#!js x``", "    :::python\n    x", "@user", "@user/x", "#1", "user/x#1", "x/y@abcdef0", "https://github.com/x/y/issues/1", "==x==", "^^x^^", "~~x~~", "^x^", "~x~", "|x|", "x{: onclick=y }",
    "{: onclick=y }", "x {.y}", "[x](y){: onclick=z }", "[x](y){.z}", "\x02x\x03", "\x02stx\x03", "\x02amp\x03", "\x02wzxhzdk:0\x03", "klzzwxh:0000", "\x02klzzwxh:0000\x03", "![x][y]", "(c) (tm)", "<<x>>", "''x''",
]  # fmt: skip
MYST = [
    "{eval-rst}", "```{eval-rst}\n.. raw:: html\n\n   <b>x\n```", "{raw}`x`", "{math}`x`", "{eq}`x`", "{include}`x`", "```{include} /etc/hostname\n```", ":::{note}\nx\n:::", ":::{include} /etc/hostname\n:::", "(target)=", "(target)=\n# x",
    "% comment", "+++", "+++ {\"x\": 1}", "[](#x)", "{#x}", "{.x}", "[x]{.y}", "[x]{onclick=y}", "`x`{l=html}", "*x*{.y}", "{.x onclick=y}\nz", ":x: y", ":x:", ":field: x", "- :x: y", "x\n: y", "[^x]", "[^x]: y", "{{ x }}", "{{ 7*7 }}",
    "{% x %}", "{sub-ref}`x`", "\\begin{equation}x\\end{equation}", "\\begin{align}\nx\n\\end{align}", "$$x$$ (label)", "$$\nx\n$$", "&amp;{x}`y`", "{x}`y", "x}`y`", "<div class=\"admonition\">x</div>", "<img src=x onerror=y>", "<project:#x>", "<myst:x#y>",
    "[x](inv:y)", "--- x", "***", "___", ".. raw:: html", ".. include:: /etc/hostname", ":ref:`x`", "`x <javascript:y>`_", "x_", "|x|", "::", "x::",
]  # fmt: skip
LINE_START = [
    f"{sign} x" for sign in ("1.", "1)", "01.", "123456789.", "-", "+", "*", "•", "#", "##", "#######", ">", ">>", "|", ":", "::", "=", "==", "===", "---", "- -", "~~~", "```", "%", "!", "?", "@", "(1)", "a.", "ii.", "[ ]", "[x]", "^", "~", "_", "__", "***")
] + ["1.", "1)", "-", "+", "*", "#", ">", "=", "--", "----", "== ==", "-x", "+x", "1.x", "1)x", ">x", "=x", ":x", "\u00a0- x", "\u2003# x", "\u200b# x", "\u00ad- x", " - x", "  # x", "    x", "\tx", "\n- x", "\n\n# x", "\r# x", "\x0b# x", "\x0c# x", "\u2028# x", "\u2029- x", "\x85# x", "\x1c- x"]  # fmt: skip
FORMULAS = [
    "\\(x\\)", "\\[x\\]", "\\\\(x\\\\)", "$\\href{javascript:x}{y}$", "$$\\href{javascript:x}{y}$$", "\\begin{x}y\\end{x}", "\\ref{x}", "\\eqref{x}", "$x$", "$ x$", "$x $", "x$y", "$", "$$", "$$$", "\\$x\\$", "$x\n\ny$", "`$x$`", "$`x`$", "\\require{html}",
]  # fmt: skip
CODE = [
    *(f"{'`' * count}{text}{'`' * count}" for count in (1, 2, 3, 4) for text in ("x", " x ", "<b>x</b>", "{{x}}", "", "`")), "`", "``", "```x", "x`y", "x``y", "~~~x", "\\`x\\`", "` `", "`` ` ``", "`x", "x`", "`|`", "`{`",
]  # fmt: skip
REGIONS = [
    f"{before}pubs:{word} {name}{after}" for before, after in (("<!-- ", " -->"), ("# ", ""), ("% ", ""), ("// ", ""), ("/* ", " */"), ("", "")) for word, name in (("begin", "all"), ("end", "all"), ("end", "all 00000000"), ("made", "00000000"), ("ignore[P001]", ""))
]  # fmt: skip
FRONT_MATTER = [
    "---\ntitle: x\n---\n", "---\n---", "+++\n+++", "...\n", "--- # x", "---\r\nx\r\n---", "x: y", "- x: y", "&x y", "*x", "!!python/object/apply:os.system [x]", "!ruby/object:x", "<<: *x", "? x", "| x", "> x", "@x", "`x", "%YAML 1.2", "\"x", "'x", "{x: y}", "[x, y]", "null", "~",
    "yes", "0o17", "1e3", "2024-01-01", "x #y", "x: #y", "[table]", "x = '''", "\"\"\"", "\\u0041", ";x", "{\"x\": 1}",
]  # fmt: skip
SIGNS = [
    *UNICODE, "x\x80y", "x\x9f", "x\x00", "\x00x\x00", "x\x7f", "\x1b]8;;javascript:x\x07y\x1b]8;;\x07", "\u200ex\u200f", "\u2067x", "\u202dx", "\u2060x", "\ufff9x\ufffa", "\ufffe", "\uffff", "\U000e0041x", "\ufe0f", "\u034fx", "\u061cx", "\u180ex", "\u3164", "\u115f", "\u2800", "\U0010ffff", "\ufdd0",
    "＜script＞", "＂ onload=x", "｛｛x｝｝", "‹b›", "﹤b﹥", "ʹx", "ˋxˋ", "∗x∗", "＊x＊", "＃ x", "﹟x", "‐ x", "− x", "K", "ﬀ", "İ", "ſ",
]  # fmt: skip
# Few brackets: pandoc takes twice the time for each that nests, escaped or not.
LONG = [
    sign * (60 // len(sign)) for sign in ("x", "x ", "*", "_", "`", "<", "&", "{", "\\", ">", "- ", "1. ", "<b>", "|", ":", "@x ", "*a ", "_a ")
] + ["[a]" * 6, "[" * 6, "[x](" * 4, "![" * 4, "]" * 9, "$" * 61, "~" * 61
]  # fmt: skip
MIXED = [
    "*a [b](c) `d` <e> {{f}} $g$ h_i_*", "</div>*x*\n\n# y {{z}}", "1. <b>x</b>\n2. `y`", "> - # x", "- > 1. x", "| *x* | `y|z` |", "[![x](y)](javascript:z)", "[x](javascript:alert(1))", "[x](<javascript:alert(1)>)", "![x](javascript:alert(1))", "[x](data:text/html,x)",
    "<javascript:alert(1)>", "[x]: javascript:alert(1)\n[x]", "<a href='javascript:alert(1)'>*x*</a>", "*<b>x*</b>", "`<b>x`</b>", "**<div>\n\nx**", "{% raw %}{{ x }}{% endraw %}", "$<b>x</b>$", "\\<b>x\\</b>", "\\[x\\](y)", "\\*x\\*", "\\{{x}}", "\\&lt;", "&lt;b&gt;*x*",
    "*x*\\*y*", "**x*", "*x**", "x**y**z", "**x **y", "_x_y_", "a_b_c__d__", "***x** y*", "`*x*`", "[`x](y)`", "[x\\](y)", "![x](y \"z\")", "[x](y 'z')", "[x](y (z))", "[x] (y)", "[x]\n(y)", "[]()", "[](x)", "![]()", "(x)[y]",
]  # fmt: skip
SPLIT = [
    ("a", "b"), ("a.", "b"), ("a", ".b"), ("(a)", "(b)"), ("a*", "*b"), ("*a", "b*"), ("**", "**"), ("_a", "b_"), ("a_", "_b"), ("`", "`"), ("`a", "b`"), ("~", "~a~~"), ("^", "a^"), ("=", "=a=="), ("+", "+a++"), ("C++", "C++"),
    ("<scr", "ipt>alert(1)</script>"), ("<", "b>"), ("<!-", "- a"), ("<!--", "-->"), ("&", "amp;"), ("&#", "38;"), ("&lt", ";b"), ("{", "{a}}"), ("{", "% raw %}"), ("{{", "a}}"), ("{{a}", "}"), ("{", ":.a}"), ("{a", "}`b`"), ("java", "script:alert(1)"),
    ("[a", "](javascript:alert(1))"), ("[a]", "(javascript:alert(1))"), ("!", "[a](b)"), ("!", "a"), ("[a]", "[b]"), ("[a]", ": b"), ("[", "^1]"), ("*[a]", ": b"), ("[[a", "]]"), ("$", "a$"), ("$a", "$b"), ("\\", "(a\\)"), ("\\", "*a*"), ("\\begin", "{a}"),
    (":smi", "le:"), (":", "smile:"), (":smile", ":"), ("https:", "//x.org"), ("https://x.org/a", "*b*"), ("https://x.org/", "~a"), ("www", ".x.org/_a_"), ("www.x.org/a", "&amp;"), ("a@", "x.org"), ("@", "key"), ("#", "1"), ("-", "-"), ("--", "-"), (".", ".."), ("|", "a|"), (":", "::a"),
    ("1", ". a"), ("1.", " a"), ("#", " a"), ("-", " a"), (">", " a"), ("a ", " b"), (" ", "a"), ("a\n", "\nb"), ("'", "a'"), ('"', 'a"'), ("x", "](y)"), ("pubs:", "end a"), ("é", "é"), ("卫", "文"), ("\u200b", "a"), ("`{", "}`"), ("a|", "|b"), ("++ctrl", "+a++"), ("(c", ")"),
]  # fmt: skip
"""Texts that become something beside each other."""

KINDS: dict[str, list[str]] = {
    "html": HTML, "liquid": LIQUID, "markdown": MARKDOWN, "kramdown": KRAMDOWN, "goldmark": GOLDMARK, "pandoc": PANDOC, "python-markdown": PYTHON_MARKDOWN,
    "myst": MYST, "line-start": LINE_START, "formulas": FORMULAS, "code": CODE, "regions": REGIONS, "front-matter": FRONT_MATTER, "signs": SIGNS, "long": LONG,
    "mixed": MIXED, "others": OTHERS,
}  # fmt: skip
# What says that nothing is known (`--`, `...`) is shown nowhere; such lines have letters behind them in other values.
NOTHING = re.compile(r"[-–—_.?\s]+")
VALUES = list(
    dict.fromkeys(value for values in KINDS.values() for value in values if not NOTHING.fullmatch(value.strip()))
)
