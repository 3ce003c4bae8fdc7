"""The verbs of suppliers, the only door to what they hand in and to what is approved of them."""

from catalog.suppliers.actions.agreements import (
    conclude_agreements,
    hand_in_agreement,
    mark_agreements_returned,
)
from catalog.suppliers.actions.bases import answer_authorization, request_again, request_authorization
from catalog.suppliers.actions.drafts import add_paper, remove_paper, save_onboarding, start_onboarding
from catalog.suppliers.actions.recognise import Paper, Recognition, recognise_suppliers
from catalog.suppliers.actions.submit import (
    conclude_onboardings,
    mark_returned,
    submit_onboarding,
    withdraw_onboarding,
)

__all__ = [
    "Paper",
    "Recognition",
    "add_paper",
    "answer_authorization",
    "conclude_agreements",
    "conclude_onboardings",
    "hand_in_agreement",
    "mark_agreements_returned",
    "mark_returned",
    "recognise_suppliers",
    "remove_paper",
    "request_again",
    "request_authorization",
    "save_onboarding",
    "start_onboarding",
    "submit_onboarding",
    "withdraw_onboarding",
]
