"""Workshops with a name of their own.

Rows as :mod:`pubmanager.model.venues` describes them.
"""

from __future__ import annotations

WORKSHOPS: tuple[tuple[str, ...], ...] = (
    ("SemEval", "International Workshop on Semantic Evaluation", "Workshop on Semantic Evaluation"),
    ("DAS", "IAPR International Workshop on Document Analysis Systems"),
    ("DCASE", "Detection and Classification of Acoustic Scenes and Events Workshop"),
    ("WAFR", "Workshop on the Algorithmic Foundations of Robotics"),
    ("WABI", "Workshop on Algorithms in Bioinformatics", "International Workshop on Algorithms in Bioinformatics"),
    ("HotOS", "Workshop on Hot Topics in Operating Systems"),
    ("HotNets", "ACM Workshop on Hot Topics in Networks"),
    ("HotStorage", "ACM Workshop on Hot Topics in Storage and File Systems", "Workshop on Hot Topics in Storage and File Systems"),
    ("HotMobile", "International Workshop on Mobile Computing Systems and Applications"),
    ("WOOT", "USENIX Workshop on Offensive Technologies"),
    ("FOCI", "USENIX Workshop on Free and Open Communications on the Internet", "Free and Open Communications on the Internet"),
    ("WPES", "Workshop on Privacy in the Electronic Society"),
    ("AISec", "ACM Workshop on Artificial Intelligence and Security"),
    ("EuroSec", "European Workshop on Systems Security"),
    ("IH&MMSec", "ACM Workshop on Information Hiding and Multimedia Security"),
    ("PEPM", "ACM SIGPLAN Workshop on Partial Evaluation and Program Manipulation"),
    ("PPIG", "Annual Workshop of the Psychology of Programming Interest Group"),
    ("LIMITS", "Workshop on Computing within Limits"),
    ("BEA", "Workshop on Innovative Use of NLP for Building Educational Applications"),
    ("WASSA", "Workshop on Computational Approaches to Subjectivity, Sentiment and Social Media Analysis", "Workshop on Computational Approaches to Subjectivity, Sentiment, & Social Media Analysis"),
    ("BlackboxNLP", "BlackboxNLP Workshop on Analyzing and Interpreting Neural Networks for NLP"),
    ("RepL4NLP", "Workshop on Representation Learning for NLP"),
    ("BioNLP", "Workshop on Biomedical Natural Language Processing", "Biomedical Natural Language Processing Workshop"),
    ("ClinicalNLP", "Clinical Natural Language Processing Workshop"),
    ("CLPsych", "Workshop on Computational Linguistics and Clinical Psychology"),
    ("VarDial", "Workshop on NLP for Similar Languages, Varieties and Dialects"),
    ("SIGTYP", "Workshop on Research in Computational Linguistic Typology and Multilingual NLP"),
    ("SIGMORPHON", "SIGMORPHON Workshop on Computational Research in Phonetics, Phonology, and Morphology"),
    ("TrustNLP", "Workshop on Trustworthy Natural Language Processing"),
    ("PLATEAU", "Workshop on Evaluation and Usability of Programming Languages and Tools"),
)  # fmt: skip
