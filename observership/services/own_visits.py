"""Nobody visits two places at the same time: the lock that every change of visit days takes."""

from passport.people.models import Professional


def lock_trainee(trainee: Professional | None) -> None:
    """Acts on the days of a trainee's visits wait their turn here; inside a transaction.

    Taken after the locks of call, match, opening and window, and before that of a placement.
    """
    if trainee is not None:
        Professional.objects.select_for_update(no_key=True).get(pk=trainee.pk)
