"""Completed product modules as a passport shows them, from what curriculum keeps."""

from django.conf import settings

from credentials.domain.evidence import Evidence, Strength
from credentials.domain.products import ProductShown, Update
from curriculum import api as curriculum
from passport.dates import Validity, local_day


def products_of(holder_id: int) -> tuple[ProductShown, ...]:
    """A holder's product modules by their code; without a review only where settings allow it."""
    return tuple(
        _shown(record)
        for record in sorted(curriculum.products_of(holder_id), key=lambda each: each.module_code)
        if record.reviewed or settings.ISSUE_UNREVIEWED
    )


def holder_ids_of_product(add_on_id: int) -> tuple[int, ...]:
    """Everybody who may hold a product's stamp."""
    return curriculum.product_learner_ids(add_on_id)


def _shown(record: curriculum.ProductRecord) -> ProductShown:
    return ProductShown(
        module=Evidence(
            source=record.module_code,
            title=record.module_title,
            release=record.release_number,
            version=record.version,
            language=record.language,
            minutes=record.minutes,
            completed_on=local_day(record.completed_at, settings.TIME_ZONE),
            reviewed=record.reviewed,
            alignments=tuple((each.key, Strength(each.strength)) for each in record.requirements),
        ),
        inn=record.inn,
        brand=record.brand,
        sponsor=record.sponsor,
        jurisdiction=record.jurisdiction,
        label_on=record.label_on,
        validity=Validity(months=record.validity_months, grace_days=record.grace_days),
        asked=record.asked,
        covered=record.covered,
        learned=record.learned,
        update=Update(record.update.summary, record.update.due_on) if record.update else None,
    )
