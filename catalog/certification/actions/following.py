"""An application stands where its rows stand."""

from collections import defaultdict

from catalog.certification.models import Application, ApplicationProduct
from catalog.certification.states import ApplicationState, RowState


def follow(application_ids):
    """Set each application's state by its rows': returned, under review, else ended. The caller holds its lock."""
    rows = defaultdict(set)
    found = ApplicationProduct.objects.filter(application__in=application_ids)
    for application_id, state in found.values_list("application_id", "state"):
        rows[application_id].add(state)
    by_state = defaultdict(list)
    for application_id, states in rows.items():
        by_state[_state(states)].append(application_id)
    for state, ids in by_state.items():
        Application.objects.filter(pk__in=ids).update(state=state)


def _state(states) -> ApplicationState:
    if RowState.RETURNED in states:
        return ApplicationState.RETURNED
    if RowState.SUBMITTED in states:
        return ApplicationState.SUBMITTED
    if states == {RowState.DRAFT}:
        return ApplicationState.DRAFT
    return ApplicationState.WITHDRAWN if states == {RowState.WITHDRAWN} else ApplicationState.CONCLUDED
