"""Common short forms of given names: Jon is Jonathan, if the file has nobody who is Jon more plainly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.model.folding import folded
from pubmanager.model.names import parse_name

if TYPE_CHECKING:
    from collections.abc import Iterable

# A short form and the names it stands for. Source: common English, German, French, Spanish and Slavic usage.
_ROWS = """
abby: abigail | al: albert alan alexander alfred
alex: alexander alexandra alexandre alexandros alejandro alessandro | andy: andrew andreas anders | angie: angela
ben: benjamin benedikt benedict | bernie: bernard bernhard | beth: elizabeth | bill: william | billy: william
bob: robert | bobby: robert | brad: bradley | cathy: catherine kathryn | charlie: charles charlotte
chris: christopher christian christoph christophe christine christina christos christiane | chuck: charles
cindy: cynthia | dan: daniel danil daniele | danny: daniel | dave: david | deb: deborah | debbie: deborah
dick: richard | dima: dmitry dmitri dmitrii | don: donald | doug: douglas | drew: andrew
ed: edward edwin edmund edgar | eddie: edward | fred: frederick frederic friedrich alfred | gabe: gabriel
gene: eugene | geoff: geoffrey | greg: gregory | gus: august gustav augustus | hal: harold henry | hank: henry
harry: harold henry | jack: john | jake: jacob jakob | jamie: james | jeff: jeffrey geoffrey | jen: jennifer
jenny: jennifer | jerry: gerald jerome | jess: jessica | jim: james | jimmy: james | joe: joseph josef
johnny: john | jon: jonathan jonathon | josh: joshua | judy: judith | kate: katherine catherine | katie: katherine
kathy: katherine kathleen | ken: kenneth | kim: kimberly | larry: lawrence laurence | leo: leonard leonardo
liz: elizabeth | lou: louis louise | maggie: margaret | mandy: amanda | marge: margaret
matt: matthew matthias matteo | max: maximilian maxwell maxime | meg: margaret megan | mel: melvin melanie
mick: michael | mike: michael mikhail | misha: mikhail | mitch: mitchell | nate: nathan nathaniel
nathan: nathaniel | ned: edward | nick: nicholas nicolas nikolas nikolaos | nico: nicolas nicolo nikolaus
nikki: nicole | pam: pamela | pat: patrick patricia | patty: patricia | peggy: margaret | pete: peter
phil: philip phillip philipp philippe | ray: raymond | rich: richard | rick: richard frederick | rob: robert
robbie: robert | rod: rodney roderick | ron: ronald | sam: samuel samantha | sandy: alexander sandra
sasha: alexander alexandra | seb: sebastian | shura: alexander | stan: stanley stanislav | steph: stephanie
steve: steven stephen | stu: stuart | sue: susan suzanne | susie: susan | ted: theodore edward | teddy: theodore
terry: terence theresa | theo: theodore theodoros | tim: timothy | tina: christina | toby: tobias
tom: thomas tomas | tommy: thomas | tony: anthony antonio | tracy: teresa | trish: patricia | val: valentin valerie
vic: victor | vicky: victoria | vince: vincent | volodya: vladimir | walt: walter | wes: wesley | will: william
zach: zachary | zack: zachary
"""


def _table() -> dict[str, set[str]]:
    related: dict[str, set[str]] = {}
    for row in re.split(r"[|\n]", _ROWS.strip()):
        short, _, full = row.partition(":")
        for name in full.split():
            related.setdefault(short.strip(), set()).add(name)
            related.setdefault(name, set()).add(short.strip())
    return related


def short_spellings(name: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Returns the other spelling of a person's name that a bibliography has, by a short form of the given name.

    None where it has the name itself, or several that could be: these are somebody else as likely as not.

    >>> short_spellings("Jon Vale", ["author = {Vale, Jonathan T. and Roe, Bo}"])
    ('Jonathan Vale',)
    >>> short_spellings("Jon Vale", ["Jon Vale and Jonathan Vale"])
    ()
    >>> short_spellings("Chris Vale", ["Christopher Vale and Christine Vale"])
    ()
    """
    parsed = parse_name(name)
    given = folded(parsed.given).split()
    others = _table().get(given[0], set()) if given else set()
    if not others or not parsed.family:
        return ()
    words = "|".join(sorted({given[0], *others}))
    family = re.escape(parsed.family)
    pattern = rf"\b{family}\s*,\s*(?P<first>{words})\b|\b(?P<last>{words})\b(?:\s+\w+\.?){{0,2}}?\s+{family}\b"
    found = {
        folded(match["first"] or match["last"])
        for text in texts
        if parsed.family.casefold() in text.casefold()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    }
    if given[0] in found or len(found) != 1:
        return ()
    return (f"{found.pop().capitalize()} {parsed.prefix} {parsed.family}".replace("  ", " "),)
