"""Values that want to be more than text, and URLs that want to run. None may change what a page is made of."""

from __future__ import annotations

_SCRIPT = "document.title='hacked'"
MARKUP = [
    f"<script>{_SCRIPT}</script>",
    f"<SCRIPT SRC=//evil.example/x.js>{_SCRIPT}</SCRIPT>",
    f"<img src=x onerror={_SCRIPT}>",
    f'<img src="x" onerror="{_SCRIPT}">',
    f"<svg onload={_SCRIPT}>",
    f"<svg/onload={_SCRIPT}//",
    f"<body onload={_SCRIPT}>",
    f"<iframe src=\"javascript:{_SCRIPT}\"></iframe>",
    f"<a href=\"javascript:{_SCRIPT}\">x</a>",
    f"<math><mi xlink:href=\"javascript:{_SCRIPT}\">x</mi></math>",
    f"<details open ontoggle={_SCRIPT}>x</details>",
    f"<input autofocus onfocus={_SCRIPT}>",
    f"<style>@import 'javascript:{_SCRIPT}';</style>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><button>x</button></form>",
    "<object data=x></object>", "<embed src=x>", "<template>x</template>", "<noscript>x</noscript>", "<plaintext>", "<xmp>x",
    "<!-- comment", "--> comment", "<!--> <b>x</b>", "<![CDATA[x]]>", "<?php echo 1 ?>", "<!doctype html>",
    "</div></div></div>", "</p>", "</li></ul>", "</a>", "</span>", "</script>", "</style>", "</title>", "</html>", "<b>bold", "<i", "<",
    "&lt;script&gt;", "&#60;script&#62;", "&#x3c;b&#x3e;", "&amp;lt;", "&copy", "&copy;", "&nbsp;", "&#0;", "&#1114112;", "&", "&&", "&;",
    f'" onmouseover="{_SCRIPT}', f"' onmouseover='{_SCRIPT}", f"` onmouseover=`{_SCRIPT}", '"><script>x</script>', "'><b>x</b>", '">', "'>",
    f"x\" style=\"background:url(javascript:{_SCRIPT})", "x' /><b>", "=x", "a=b c=d",
]  # fmt: skip
TEMPLATES = [
    "{{ site.secret }}", "{{7*7}}", "{{ '' | append: 'x' }}", "{% raw %}", "{% endraw %}", "{% include x.html %}", "{% assign x = 1 %}",
    "{%- x -%}", "{{{x}}}", "{# comment #}", "{{", "}}", "{%", "%}", "{", "}", "${x}", "#{x}", "<%= x %>", "[[x]]", "{{< x >}}", "{{% x %}}",
    "{: .class}", "{:.x #id}", "{::options /}", "{::nomarkdown}x{:/}", "{:/comment}", "{{BERT}}: a model", "%{x}", "@{x}",
]  # fmt: skip
MARKDOWN = [
    "*x*", "**x**", "_x_", "__x__", "***x***", "a*b*c", "a_b_c", "*", "_", "**", "* * *", "- - -", "---", "___", "===", "`x`", "``x``", "`",
    "~~x~~", "==x==", "^x^", "~x~", "[x](y)", "[x][y]", "[x]", "![x](y)", "![x]", "[x]: http://y", "[^1]", "[^1]: x", "*[x]: y", "<http://x.org>",
    "http://x.org/a_b", "www.x.org", "x@y.org", "<x@y.org>", "# x", "## x", "###### x", "> x", ">> x", "- x", "* x", "+ x", "1. x", "1) x", "10. x",
    "0. x", "x\n===", "x\n---", "x\n\ny", "    x", "\tx", "```", "~~~", "| a | b |", "a | b", "|", "|-|-|", "a|b\n-|-", ": x", "x\n: y", "- [ ] x",
    "\\", "\\\\", "\\*", "x\\", "x  ", "x\\\ny", "$x$", "$$x$$", "\\(x\\)", "\\[x\\]", "$5 and $6", "...", "--", "\"x\"", "'x'", "<<x>>", "1986. A year",
    "C++", "C#", "+1", "#1", "=x=", "!", "!!", "(x)", "a (b) c", "http://x.org/(a)", "x:y", ":smile:", "@mention", "#123",
]  # fmt: skip
UNICODE = [
    "\u202eevil\u202c", "\u2066x\u2069", "zero\u200bwidth", "\u200d", "\ufeffx", "e\u0301", "नमस्ते", "مرحبا", "שלום world", "卫文杰", "😀👨‍👩‍👧", "\u00a0x\u00a0",
    "x\u2028y", "\x00x", "x\x07y", "x\x1b[31my", "\ud7ff", "ﷺ", "I\u0307", "ß", "w" * 300, "ab " * 200, "\U0001f600" * 50,
]  # fmt: skip
OTHERS = [
    "\\input{/etc/passwd}", "\\write18{x}", "\\end{document}", "\\def\\x{y}", "$\\input{x}$", "^^41", "50% off", "a & b", "x\x9b31my", "x\x85y",
    "<!-- pubs:end all -->", "<!-- pubs:begin all -->", "pubs:end all", "% pubs:made 00000000", "# pubs:end all", "---\ntitle: x\n---", "+++\nx = 1\n+++",
    ":::note\nx\n:::", "!!! note", ".. raw:: html", "{{< raw >}}x{{< /raw >}}", "<Component />", "{x => y}", "import x from 'y'", "@import url(x)",
]  # fmt: skip
VALUES = [*MARKUP, *TEMPLATES, *MARKDOWN, *UNICODE, *OTHERS]

URLS = [
    f"javascript:{_SCRIPT}", f"JavaScript:{_SCRIPT}", f" javascript:{_SCRIPT}", f"java\tscript:{_SCRIPT}", f"java\nscript:{_SCRIPT}",
    f"\x01javascript:{_SCRIPT}", f"javascript&colon;{_SCRIPT}", f"javascript:{_SCRIPT}//http://", "data:text/html,<script>x</script>",
    "data:image/svg+xml;base64,PHN2Zz4=", "vbscript:x", "file:///etc/passwd", "ftp://x.org", "blob:x", "about:blank", "view-source:x", "\\\\evil\\x",
    "jar:x", "ms-word:x", "intent:x", "tel:1", "livescript:x", "feed:javascript:x", "\u0085javascript:x",
    # C0, C1 and format characters, wherever they may be deleted.
    *(f"java{sign}script:{_SCRIPT}" for sign in "\x00\x01\x08\x0b\x1b\x7f\x80\x85\x8d\x9f\xad\u061c\u200b\u200e\u2028\u202e\u2060\ufe0f\ufeff\U000e0061"),
    f"\x80javascript:{_SCRIPT}", f"javascript\x9f:{_SCRIPT}", f"\u200bjavascript:{_SCRIPT}", f"javascript\u200b:{_SCRIPT}", "\ud800javascript:x",
    # References, once and twice.
    f"java&Tab;script:{_SCRIPT}", f"java&NewLine;script:{_SCRIPT}", f"java&#9;script:{_SCRIPT}", f"java&#x80;script:{_SCRIPT}", f"java&#128;script:{_SCRIPT}",
    f"java&shy;script:{_SCRIPT}", f"java&ZeroWidthSpace;script:{_SCRIPT}", f"&#106;avascript:{_SCRIPT}", f"&#x6A;avascript:{_SCRIPT}", f"&#0000106avascript:{_SCRIPT}",
    f"javascript&#58;{_SCRIPT}", f"javascript&#x3a;{_SCRIPT}", f"javascript&amp;colon;{_SCRIPT}", f"javascript&amp;amp;#58;{_SCRIPT}",
    # Percent-escapes, once and twice; other widths; blanks and backslashes.
    f"%6Aavascript:{_SCRIPT}", f"javascript%3A{_SCRIPT}", f"java%09script:{_SCRIPT}", f"java%0ascript:{_SCRIPT}", f"javascript%253A{_SCRIPT}", f"javascript%26colon;{_SCRIPT}",
    f"ｊavascript:{_SCRIPT}", f"javascript：{_SCRIPT}", f"ｊａｖａｓｃｒｉｐｔ：{_SCRIPT}", f"javascript︓{_SCRIPT}", f"java script:{_SCRIPT}", f"javascript :{_SCRIPT}",
    f"\\javascript:{_SCRIPT}", f"java\\script:{_SCRIPT}", "/\\evil.example", "https:\\\\evil.example", f"\u3000javascript:{_SCRIPT}", f"\xa0javascript:{_SCRIPT}",
]  # fmt: skip
ODD_URLS = [
    'https://x.org/"onmouseover="x', "https://x.org/'x", "https://x.org/<b>", "https://x.org/{{x}}", "https://x.org/{% x %}", "https://x.org/a b",
    "https://x.org/(a", "https://x.org/a)b", "https://x.org/[a]", "https://x.org/*a*_b_", "https://x.org/a|b", "https://x.org/`x`", "https://x.org/?a=1&b=2&copy=3",
    "https://x.org/a\u200cb", "https://x.org/a\xadb", "https://x.org/a\u3000b", "https://x.org/?next=javascript:x", "https://x.org/#javascript:x", "a/javascript:x",
    "?javascript:x", "#javascript:x", "./javascript:x", "R&D.pdf", "https://x.org/$a$", "https://x.org/a~b^c", "//x.org/a", "HTTPS://x.org", "https://x.org/%22%3E", "https://x.org/a:b",
    "https://x.org/?a=&amp;", "https://x.org/ü", "https://x.org/#a", "mailto:x@y.org", "a/b.pdf", "/a.pdf", "../a.pdf", "?x=1", "#x",
]  # fmt: skip
