"""One seeded generator of people who do not exist, for the demo, tests and benchmarks.

The way of a province: `counts` (published) or `rates` (rounded) say what each tambon has to add up to; `cells` finds
whole numbers of households and persons by set of failed dimensions; `households`, `population` and `indicators` make
them into people; `survey`, `welfare`, `dependants` and `aid` write these down as their offices do; `truth` keeps who
they are; `calibration` says how near the result comes.
"""

from samutphok.synthetic.generate import FileForm, Plan, generate, generate_before
from samutphok.synthetic.sample import SyntheticPerson, people

__all__ = ["FileForm", "Plan", "SyntheticPerson", "generate", "generate_before", "people"]
