"""The best one-to-one assignment on a sparse score table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

_EPSILON = 1e-9


def assign(scores: Sequence[Mapping[int, float]], outside: Sequence[float]) -> list[int | None]:
    """Give every row at most one column, no column to two rows, at the greatest total score.

    ``scores[r]`` maps the columns that row ``r`` may take to what that is worth, ``outside[r]`` is
    the worth of leaving row ``r`` alone. Returns the column of each row, ``None`` where it is left.
    Ties fall the same way whatever the order of the mappings.

    The method is that of shortest augmenting paths: rows enter one at a time, and a row that wants
    a taken column pushes its owner on for as long as the total gains.
    """
    owner: dict[int, int] = {}
    taken: list[int | None] = [None] * len(scores)
    price: dict[int, float] = {}
    ordered: dict[int, list[tuple[int, float]]] = {}
    for row in range(len(scores)):
        _enter(row, scores, outside, owner, taken, price, ordered)
    return taken


def _enter(
    row: int,
    scores: Sequence[Mapping[int, float]],
    outside: Sequence[float],
    owner: dict[int, int],
    taken: list[int | None],
    price: dict[int, float],
    ordered: dict[int, list[tuple[int, float]]],
) -> None:
    """Let ``row`` in: Dijkstra over reduced losses until a free column or a row content to leave.

    ``ordered`` keeps the columns of the rows that were looked at, in order.
    """
    best = min(((price.get(c, 0.0) - score, c) for c, score in scores[row].items()), default=None)
    if best is not None and best[1] not in owner and best[0] < -outside[row] - _EPSILON:
        taken[row], owner[best[1]] = best[1], row  # what it likes best is free
        return
    # ``distance`` is the total lost along the way, net of prices; every row can also end outside.
    distance: dict[int, float] = {}
    came: dict[int, int] = {}
    done: dict[int, float] = {}
    heap: list[tuple[float, int]] = []
    best_end = float("inf")
    end_row: int | None = None
    end_column: int | None = None
    current, travelled = row, 0.0
    while True:
        held = taken[current]
        base = -(scores[current][held] - price.get(held, 0.0)) if held is not None else None
        # The row gives up what it holds (its reduced worth) and takes something else.
        worth = -base if base is not None else 0.0
        leave = travelled + worth - outside[current]
        if leave < best_end - _EPSILON:
            best_end, end_row, end_column = leave, current, None
        if current not in ordered:
            ordered[current] = sorted(scores[current].items())
        for column, score in ordered[current]:
            if column == held or column in done:
                continue
            loss = travelled + worth - (score - price.get(column, 0.0))
            if loss < distance.get(column, float("inf")) - _EPSILON:
                distance[column] = loss
                came[column] = current
                heappush(heap, (loss, column))
        next_column = None
        while heap:
            loss, column = heappop(heap)
            if column not in done and loss <= distance[column] + _EPSILON:
                next_column = column
                break
        if next_column is None or distance[next_column] >= best_end - _EPSILON:
            break
        done[next_column] = distance[next_column]
        if next_column not in owner:
            best_end, end_row, end_column = distance[next_column], came[next_column], next_column
            break
        current, travelled = owner[next_column], distance[next_column]
    for column, at in done.items():
        if at < best_end:
            price[column] = price.get(column, 0.0) + best_end - at
    walker, column_to_take = end_row, end_column
    while walker is not None:
        given_up = taken[walker]
        taken[walker] = column_to_take
        if column_to_take is not None:
            owner[column_to_take] = walker
        if walker == row:
            break
        column_to_take = given_up
        assert given_up is not None
        walker = came[given_up]
