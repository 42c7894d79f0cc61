"""Bigram vectors: what they are, and that the index finds what the cosine ranks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarywriter.library.likeness import Index, bigrams, cosine, shared_words

TEXTS = st.text(alphabet="慰问困难职工发放金户1，A", max_size=24)


def test_figures_and_marks_part_words() -> None:
    assert dict(bigrams("慰问126户，走访")) == {"慰问": 1, "走访": 1}


@given(st.lists(TEXTS, min_size=1, max_size=6), TEXTS)
def test_cosine_is_a_likeness(documents: list[str], text: str) -> None:
    index = Index([bigrams(document) for document in documents])
    query = index.vector(bigrams(text))
    for vector in index.vectors:
        assert -1e-9 <= cosine(query, vector) <= 1 + 1e-9
        assert cosine(query, vector) == pytest.approx(cosine(vector, query))
    if query:
        assert cosine(query, query) == pytest.approx(1)


@given(st.lists(TEXTS, min_size=1, max_size=6), TEXTS)
def test_index_orders_as_the_cosine_does(documents: list[str], text: str) -> None:
    index = Index([bigrams(document) for document in documents])
    query = index.vector(bigrams(text))
    found = index.nearest(query, 10)
    scores = [cosine(query, index.vectors[n]) for n in found]
    assert scores == pytest.approx(sorted(scores, reverse=True))
    assert set(found) == {n for n, vector in enumerate(index.vectors) if cosine(query, vector) > 0}


def test_rare_words_weigh_more() -> None:
    index = Index([bigrams("开展培训"), bigrams("开展慰问"), bigrams("开展协商")])
    vector = index.vector(bigrams("开展培训"))
    assert vector["培训"] > vector["开展"]


def test_shared_words_are_whole_stretches() -> None:
    one, other = "走访慰问困难职工12户，发放慰问金", "慰问困难职工9户\n发放慰问金3万元"
    weights = dict.fromkeys(bigrams(one), 1.0)
    assert shared_words(one, other, weights, 2) == ["慰问困难职工", "发放慰问金"]


@given(TEXTS, TEXTS)
def test_shared_words_stand_in_both(one: str, other: str) -> None:
    for word in shared_words(one, other, {}, 5):
        assert word in one
        assert word in other
