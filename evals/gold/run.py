"""Gold: statements, speakers, polarity, days, offices, stages and dossiers, on what rules may be made on. labels -> figures.

python -m evals.gold.run
"""

from __future__ import annotations

from evals.gold.score import run_part


def run() -> dict[str, float]:
    """Figures on two thirds of the first sample, and with `second_` on the second; what is held out is opened by hand."""
    second = run_part(held_out=False, sample="second")
    return run_part(held_out=False) | {f"second_{name}": value for name, value in second.items()}


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:28} {value:.4f}")
