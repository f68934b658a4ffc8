#!/usr/bin/env python3
"""OpenFisca-core, float32 as it computes, one variable an item."""
import importlib.metadata

import numpy
from openfisca_core import periods
from openfisca_core.entities import build_entity
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

import arrays
import peer
import sheet

MONTH = "2025-10"
Person = build_entity(key="person", plural="persons", label="a person of the roster", is_person=True)


def variable(name, formula=None):
    members = {"value_type": float, "entity": Person, "definition_period": periods.DateUnit.MONTH, "label": name}
    if formula:
        members["formula"] = formula
    return type(name.replace(".", "__"), (Variable,), members)


class Facts(arrays.Yuan):
    """Facts are read through the simulation, so that its cache and its types count."""

    def __init__(self, facts, person, period):
        self.dtype, self.facts, self.person, self.period = numpy.float32, facts, person, period

    def money_fact(self, name):
        return self.person("fact__" + name.replace(".", "__"), self.period)

    number_fact = money_fact
    hours = money_fact


def formula_of(facts, item):
    """OpenFisca counts the arguments of a formula: person and period, no more."""
    return lambda person, period: item(Facts(facts, person, period), lambda other: person(other.replace(".", "__"), period))


def system(facts):
    made = TaxBenefitSystem([Person])
    for name in facts:
        made.add_variable(variable("fact__" + name.replace(".", "__")))
    for name, formula in sheet.ITEMS.items():
        made.add_variable(variable(name, formula_of(facts, formula)))
    return made


def prepare(facts):
    return system(facts), arrays.Yuan(facts, numpy.float32), facts


def run(state):
    made, amounts, facts = state
    simulation = SimulationBuilder().build_default_simulation(made, len(facts["grade"]))
    for name in facts:
        simulation.set_input("fact__" + name.replace(".", "__"), MONTH, amounts.amounts[name])
    return {name: simulation.calculate(name.replace(".", "__"), MONTH) for name in sheet.ITEMS}


peer.measure("OpenFisca-core float32", {"openfisca-core": importlib.metadata.version("openfisca-core"), "numpy": numpy.__version__}, prepare, run,
             lambda state, made: {name: state[1].as_fen(name, lanes) for name, lanes in made.items()}, __doc__)
