"""A bibliography of any size, the same on every run: titles with LaTeX, two to eight authors, every second with an abstract."""

from __future__ import annotations

import random

_WORDS = (
    "learning", "networks", "spiking", "deep", "robust", "analysis", "graph", "neural", "quantized", "{BERT}", "towards", "efficient",
    "temporal", "event-driven", "adaptive", "sparse", "transformers", "attention", "gradient", "energy", "vision", "language", "models",
    "{\\'e}tude", "na{\\\"i}ve", "$k$-means",
)  # fmt: skip
_GIVEN = (
    "Ada", "Max", "Jane", "Wenjie", "Rui-Jie", "Zo{\\'e}", "Jos\\'e", "{\\L}ukasz", "J. A.", "Maria", "Anne-Sophie", "Björn", "Yuki",
)  # fmt: skip
_FAMILY = (
    "Byron", "Roe", "Doe", "Wei", "Zhu", "M{\\\"u}ller", "Garc\\'ia", "Kowalski", "Nguyen", "Li", "Zhang", "van der Berg", "Sørensen",
    "Tanaka", "Okafor", "Silva",
)  # fmt: skip
_VENUES = (
    "Proceedings of the {n}th International Conference on Machine Learning",
    "Advances in Neural Information Processing Systems",
    "IEEE/CVF Conference on Computer Vision and Pattern Recognition ({{CVPR}})",
    "{n}th Workshop on Owls and other Birds",
)


def bibliography(entries: int) -> str:
    """Returns BibTeX with so many entries of about 1.4 kB."""
    chance = random.Random(entries)
    return "\n".join(_entry(chance, number) for number in range(entries))


def _entry(chance: random.Random, number: int) -> str:
    authors = " and ".join(
        f"{chance.choice(_FAMILY)}, {chance.choice(_GIVEN)}{chance.choice(('', ' B.', ' C.'))}"
        for _ in range(chance.randint(2, 8))
    )
    title = " ".join(chance.choice(_WORDS) for _ in range(9))
    abstract = f"  abstract  = {{{' '.join(chance.choice(_WORDS) for _ in range(212))}}},\n" if number % 2 else ""
    venue = chance.choice(_VENUES).format(n=chance.randint(4, 40))
    return (
        f"@inproceedings{{key{number},\n  title     = {{{title}}},\n  author    = {{{authors}}},\n  booktitle = {{{venue}}},\n"
        f"  year      = {{{2000 + number % 25}}},\n  month     = {chance.choice(('jan', 'may', 'oct'))},\n{abstract}"
        f"  pages     = {{{number % 90}--{number % 90 + 9}}},\n  doi       = {{10.1000/x.{number}}},\n"
        f"  pdf       = {{https://example.org/{number}.pdf}},\n  code      = {{owl/paper{number}}},\n  publisher = {{PMLR}},\n}}\n"
    )
