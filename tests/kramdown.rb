# Reads a JSON list of Markdown texts, prints a JSON list of HTML: Debian's kramdown with the options of AcadHomepage.
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'

options = { input: 'GFM', hard_wrap: false, auto_ids: true, entity_output: :as_char,
            smart_quotes: 'lsquo,rsquo,ldquo,rdquo' }
puts JSON.generate(JSON.parse($stdin.read).map { |text| Kramdown::Document.new(text, options).to_html })
