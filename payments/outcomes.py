"""What became of what we were told: codes of ProviderEvent.outcome, of notices and of statements alike."""

from __future__ import annotations

SETTLED = "settled"
"""This notice or line paid the payment it names."""
ALREADY = "already"
"""The payment was paid before."""
FAILED = "failed"
"""It was not paid; another attempt may be."""
WAITING = "waiting"
"""Nothing is decided yet."""
FORGED = "forged"
"""The signature does not hold; nothing was done."""
UNKNOWN = "unknown"
"""There is no such payment."""
AMOUNT = "amount_differs"
"""Amount or currency is not that of the payment; nothing was settled."""
IGNORED = "ignored"
"""Being looked at, or of no meaning to us."""

# Of lines of statements only:
MATCHED = "matched"
"""An effect settles it a moment later."""
NO_REFERENCE = "no_reference"
"""The description names no payment."""
NOT_SETTLED = "not_settled"
"""It was matched, and the effect failed for good."""
