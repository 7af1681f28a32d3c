"""Two signers that start at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from credentials.models import Copy, Edition, Passport
from credentials.services.issuing import issue_edition
from credentials.signing.signer import make_signing_key, open_signer
from tests.factories import EPOCH, complete, make_learner, make_programme


def test_two_signers_at_once_issue_one_edition(copied_db, settings, tmp_path, now):
    settings.KEY_DIR = tmp_path
    make_signing_key(at=EPOCH)
    make_programme()
    nurse = make_learner()
    for code in ("COR-01", "COR-02"):
        complete(nurse, code, at=now)
    passport = Passport.objects.create(holder=nurse, number="CTP-0000-0000", opened_at=now)
    barrier = Barrier(2)

    def issue(_):
        barrier.wait(timeout=20)
        try:
            return issue_edition(passport_id=passport.pk, signer=open_signer(), at=now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        issued = list(pool.map(issue, range(2)))
    assert sorted(edition is None for edition in issued) == [False, True]
    assert [edition.number for edition in Edition.objects.all()] == [1]
    assert Copy.objects.count() == 1
