"""Drawings keep to the vocabulary; what is hostile never reaches a reader."""

import pytest

from curriculum.blocks.figures import figure_faults
from curriculum.rendering.drawings import drawing

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 100"><title>A title</title>'
FINE = f'{HEAD}<g class="tint-1"><text x="10" y="20" font-size="16">Grade &lt; 2</text></g></svg>'

HOSTILE = {
    "a script": f"{HEAD}<script>alert(1)</script></svg>",
    "an event handler": f'{HEAD}<rect class="ink" onload="alert(1)" /></svg>',
    "a style attribute": f'{HEAD}<rect style="fill:red" /></svg>',
    "a style element": f"{HEAD}<style>rect {{ fill: red }}</style></svg>",
    "a fixed colour": f'{HEAD}<rect fill="#ff0000" /></svg>',
    "a link": f'{HEAD}<a href="https://example.org"><text x="1" y="1">x</text></a></svg>',
    "an image": f'{HEAD}<image href="https://example.org/x.png" /></svg>',
    "a use of another file": f'{HEAD}<use href="https://example.org/x.svg#a" /></svg>',
    "an xlink": f'{HEAD}<g xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a" /></svg>',
    "foreign HTML": f"{HEAD}<foreignObject><p>x</p></foreignObject></svg>",
    "HTML under a prefix": f'{HEAD}<h:script xmlns:h="http://www.w3.org/1999/xhtml" /></svg>',
    "an animation": f'{HEAD}<rect><animate attributeName="x" /></rect></svg>',
    "a filter reference": f'{HEAD}<rect class="ink" filter="url(#f)" /></svg>',
    "a url in a transform": f'{HEAD}<g transform="url(javascript:1)" /></svg>',
    "a script as a number": f'{HEAD}<rect x="javascript:alert(1)" /></svg>',
    "a class of the site": f'{HEAD}<rect class="button" /></svg>',
    "an entity": f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}<text x="1" y="1">&a;</text></svg>',
    "a document type": f'<!DOCTYPE svg SYSTEM "file:///etc/passwd">{HEAD}</svg>',
    "broken markup": f"{HEAD}<g></svg>",
    "no title": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 100"><g/></svg>',
    "no view box": '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>',
    "another width": FINE.replace("0 0 640 100", "0 0 800 100"),
    "no namespace": "<svg viewBox='0 0 640 100'><title>x</title></svg>",
    "another root": '<g xmlns="http://www.w3.org/2000/svg"><title>x</title></g>',
    "small text": FINE.replace('font-size="16"', 'font-size="11"'),
    "small text of a group": FINE.replace('class="tint-1"', 'class="tint-1" font-size="9"'),
    "too much of it": f"{HEAD}{'<g/>' * 2100}</svg>",
    "a huge text": f"{HEAD}<desc>{'x' * 100_001}</desc></svg>",
}


def test_a_drawing_of_the_vocabulary_is_accepted():
    assert figure_faults(FINE) == []


@pytest.mark.parametrize("svg", HOSTILE.values(), ids=HOSTILE)
def test_a_drawing_outside_the_vocabulary_is_refused(svg):
    assert figure_faults(svg) != []
    with pytest.raises(ValueError, match=r"\S"):
        drawing(svg, alt="x", prefix="x")


def test_a_drawing_is_written_with_a_name_and_own_ids():
    svg = FINE.replace("<g ", '<g id="a" ')
    assert drawing(svg, alt='Says "two" & less', prefix="cor-04-figure-1") == (
        '<svg class="figure__drawing" viewBox="0 0 640 100" font-size="16" role="img"'
        ' aria-labelledby="cor-04-figure-1-title cor-04-figure-1-desc">'
        '<title id="cor-04-figure-1-title">A title</title>'
        '<desc id="cor-04-figure-1-desc">Says &quot;two&quot; &amp; less</desc>'
        '<g id="cor-04-figure-1-a" class="tint-1">'
        '<text x="10" y="20" font-size="16">Grade &lt; 2</text></g></svg>'
    )
