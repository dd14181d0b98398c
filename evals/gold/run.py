"""Gold: statements, speakers, polarity, days, offices, stages and dossiers, on the dev part only. labels -> figures.

python -m evals.gold.run
"""

from __future__ import annotations

from evals.gold.score import run_part


def run() -> dict[str, float]:
    """Figures on two thirds of the gold; the held-out third is opened by hand, once a change."""
    return run_part(held_out=False)


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:28} {value:.4f}")
