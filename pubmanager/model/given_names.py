"""Given names: their short forms, and those that are hardly ever family names."""

from __future__ import annotations

from functools import lru_cache

# A short form and the names it stands for. Source: common English, German, French, Spanish and Slavic usage.
_SHORT = """
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
# Common ones of many countries that are no common family names, unlike Thomas and Martin; without accents.
# Source: most given names of living people by country, national statistics.
_COMMON = """
aaron abdullah abigail ada adam adele adrian agata agnes agnieszka ahmed aidan aisha aki akira alain alan alberto
alejandro aleksandr aleksandra alena alessandra alessandro alessia alex alexander alexandra alexandre alexei alexey
alexis alfredo ali alice alicia alina alison alyssa amanda amelia amelie amina amir amit amy ana anais anastasia
anders andrea andreas andreea andrei andrej andres andrew andrey andrii andrzej angela angelo anil anita anja anke ann
anna anne anneke annette annika antoine anton antonella antonia antonio antony anusha arash ariel arjun arnaud artem
ashley astrid asuka atsushi audrey aurelie axel ayse barbara bartosz bas bastian beatrice beatriz becky ben benedikt
benjamin bernd beth bettina bianca bill birgit bjorn bo bob bogdan boris brenda brendan brian brigitte caitlin camilla
camille carina carla carlo carlos carmen carol carole carolina caroline caterina catherine cecile cecilia celine
charlotte chiara chloe chris christian christiane christina christine christoph christophe christopher claire clara
claudia claudio cory cristina cy cynthia cyril dagmar daisuke dan daniel daniela daniele danielle danilo dario dariusz
dave david deborah debra denise derek diana diane diego dieter dimitri dimitris dirk dmitri dmitry dominik donna
dorothea doug eduardo edward elena eleonora elias elif elisa elisabeth elise elizabeth elke ellen elsa emanuele emil
emilia emilie emily emma emmanuel enrico eric erica erik erika ernesto esra esther eugenia eva evan evelyn evgeny
fabian fabio fabrice fabrizio fatima federica federico felix fernanda fernando filip fiona florian frances francesca
francesco francoise franziska frederic gabriela gabriele gabriella gareth genevieve gerd gerhard gianluca gina giorgio
giovanna giovanni giulia giuseppe goran greg gregor grzegorz guido guillaume gustavo hana hanna hannah hannes hans
harald heather hector heidi heike heinz helen helena helene helga helmut hendrik henrik hideki hiroshi holger ian ida
ignacio ilaria ilya ines inga ingrid ioana irena irene irina iris isabel isabella isabelle isla ivan ivana jaap jacek
jack jacqueline jaime jakub jan jana jane janet janine jared jasmin jason javier jean jeff jennifer jens jeremy jeroen
jerome jesper jessica jesus jill jim joachim joan joana joanna jochen joe joel johan johann johanna johannes john jon
jonas jonathan joost jordi jorge jose josef josephine joshua juan judith julia julian juliana julie julien juliette
jurgen justin justyna kai kaori karen karin karl karla karolina kasia katarina katarzyna kate katerina katharina
katherine kathleen kathrin kathryn katie katja katrin katrina kazuki kenji kenneth kenta kerstin kevin kirsten klaus
koji konstantin konstantinos kristin kristina krzysztof kumiko kyle lars laura lea leila lena leonardo leonie liam
lidia liliana linda lisa liz lorena lorenzo lorraine lothar louise luc luca lucas lucia luciana lucie lucy ludovic
luigi luis luisa lukas lukasz lydia maarten maciej maddalena magdalena maja makoto malin manfred manuel manuela mara
marc marcel marcelo marcin marco marcus marek margaret margarita margot maria mariana marianne marie marija marina
mario mariusz mark marko markus marta martha martina masaki masashi mateusz mathias mathieu mathilde matteo matthew
matthias mattia maud maura maurizio max maxime maya megan mehdi mehmet melanie melissa michael michaela michal michele
michelle miguel mika mikael mike mikhail milena milos mina minh miriam mirjam miroslav mohamed mohammad mohammed
monica monika monique muhammad murat mustafa nadia nadine naomi natalia natalie natasha nathalie nathan neha nele
nicholas nick nicola nicolas nicole niels nikolai nikos nils nina noah noemi nora norbert octavio olaf ole oleg olga
oliver olivia olivier oscar oskar pablo pamela paola paolo patricia patrick patrizia paula pavel pawel pedro peggy
penelope per petra philip philipp philippe phillip pierre pieter pietro piotr priya rachel rafael rafal rahul rajesh
ralf raphael raquel raul rebecca renata renate rene ricardo riccardo richard rick rita rob robert roberta roberto
rodrigo rolf ronald rosalind rosie ruben ruth ryan sabine sabrina sachiko sally samantha samuel sandra sandrine sanjay
sara sarah sascha satoshi sean sebastian sebastien serena serge sergei sergey sergio shannon sharon shinji shreya
sibylle sigrid silke silvia simona simone sofia sonia sonja sophia sophie stefan stefania stefanie stefano steffen
stella stephan stephane stephanie stephen steve steven stuart susan susanna susanne suzanne sven svenja svetlana
sylvain sylvia sylvie takashi takeshi tamara tanja tara tatiana tatjana ted teresa tetsuya theresa thierry tiago tim
timo timothy tina tobias tom tomas tomasz tommaso toni tony torsten tracy ulrike urs ursula uta ute uwe valentina
valeria valerie vanessa vera verena veronica veronika victoria vikram viktoria vincenzo violeta vitaly vladimir volker
wendy wim wojciech wolfgang yann yannick yasmin yoko yosuke yuichi yuka yukiko yulia yuri yusuf yuta yves yvonne zahra
zoe zoltan zuzana
"""


@lru_cache(maxsize=1)
def related_names() -> dict[str, frozenset[str]]:
    """Returns given names by each of their short forms, and short forms by each of the given names."""
    related: dict[str, set[str]] = {}
    for row in _SHORT.strip().replace("\n", "|").split("|"):
        short, _, full = row.partition(":")
        for name in full.split():
            related.setdefault(short.strip(), set()).add(name)
            related.setdefault(name, set()).add(short.strip())
    return {name: frozenset(others) for name, others in related.items()}


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(_COMMON.split())


def is_given_name(word: str) -> bool:
    """Whether a folded word is a given name and hardly ever a family name.

    >>> is_given_name("maria"), is_given_name("vale"), is_given_name("thomas")
    (True, False, False)
    """
    return word in _common()
