"""How much each feature says: a logistic model, each weight of the sign it may have.

Written by `python -m training.names_card`; models/names/card.md says on what and how well.
"""

from __future__ import annotations

BIAS = -6.00
WEIGHTS: dict[str, float] = {
    "same": 10.66,
    "same_brand": 10.81,
    "same_short": 9.43,
    "decorated": 10.66,
    "decorated_brand": 6.60,
    "edit1": 8.66,
    "edit2": 8.48,
    "near": 3.45,
    "brand_role": 9.77,
    "brand_weak_role": 8.52,
    "near_brand_role": 9.82,
    "person_and_brand": 10.67,
    "person_and_role": 9.01,
    "near_brand": 6.60,
    "disguised": 4.39,
    "badge": 2.05,
    "harmless": -10.60,
    "ordinary_brand": -1.59,
}
# From which probability on: at most 0.1 % and 1 % of ordinary names lie above.
ALERT, REVIEW, NOTE = 0.700, 0.300, 0.1
