"""Whatever a description says: it never becomes code of the client, nor an order to the tools that check it.

`HOSTILE_TEXTS=3000 pytest tests/codegen/test_hostile_texts.py` (make hostile-texts) runs the long campaign.
"""

import os
import sys
from collections.abc import Iterator
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from signoff_contract.codegen import run

from .hostile import ATOMS, CODE, NAMES, TEXTS, Workshop, generator_in_process

# The module, not the function of the same name.
generation = import_module("signoff_contract.codegen.generate")
EXAMPLES = int(os.environ.get("HOSTILE_TEXTS", "4"))

# Names, which are one line, and words that OpenAPI has a list of.
NOT_ANYTHING = {
    "named example",
    "scheme type",
    "security",
    "callback",
    "webhook",
    "link",
    "flow address",
    "server variable",
    "header",
}

hostile_texts = st.lists(st.sampled_from(ATOMS), min_size=1, max_size=5).map("".join)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "_python", generator_in_process)
        made = Workshop(tmp_path_factory.mktemp("hostile"))
        yield made
        if EXAMPLES > 4:
            sys.stdout.write(f"\n{made.made} clients made, {made.refused} descriptions refused; no text became code\n")


@pytest.fixture
def unlinted(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """The same without the lint: what writes the modules and what reads them back has to hold alone."""
    monkeypatch.setattr(generation, "_refuse_hazards", lambda _description: None)
    monkeypatch.setattr(workshop, "linted", False)
    return workshop


def test_a_breakout_in_every_text_at_once_stays_text(workshop: Workshop) -> None:
    breakout = f'x"""\n{CODE}\n"""; \\'
    one_line = {"title", "version", "extension name", "scheme", "pattern", "contact"} | NOT_ANYTHING
    texts = dict.fromkeys(set(TEXTS) - one_line, breakout)
    assert workshop.judge({**texts, "title": f'x""" + {CODE} + """\\'}), workshop.reason


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(sorted(TEXTS)), hostile_texts, min_size=1, max_size=len(TEXTS)))
def test_texts_stay_texts_though_no_lint_stands_before_them(unlinted: Workshop, texts: dict[str, str]) -> None:
    unlinted.judge(texts)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(NAMES)), hostile_texts)
def test_names_stay_names(workshop: Workshop, slot: str, text: str) -> None:
    workshop.judge({slot: text})


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(NAMES)), hostile_texts)
def test_names_stay_names_though_no_lint_stands_before_them(unlinted: Workshop, slot: str, text: str) -> None:
    unlinted.judge({slot: text})


@pytest.mark.parametrize(
    ("slot", "text", "made"),
    [
        ("member", "ｃｌａｓｓ", False),
        ("member", "ｐｒｉｎｔ", False),
        ("member", "UNSET", True),
        ("member", "from_dict", False),
        ("schema", "UNSET", False),
        ("schema", "Unset", False),
        ("schema", "Type-Var", False),
        ("two members that meet", "self", False),
    ],
)
def test_a_name_that_means_something_to_python_is_a_name_or_refused(
    workshop: Workshop, slot: str, text: str, made: bool
) -> None:
    assert workshop.judge({slot: text}) is made, workshop.reason
