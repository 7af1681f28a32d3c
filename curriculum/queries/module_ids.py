"""Which modules there are, for other apps' rows that point at them."""

from curriculum.models import Module


def module_ids() -> dict[str, int]:
    """Primary keys of all modules by code."""
    return dict(Module.objects.order_by("code").values_list("code", "pk"))
