"""The page on which a host reads of its dates who comes, and why nobody else; without names."""

import pytest

from observership.domain.codes import Side
from observership.models import HostPreference
from observership.services.answers import decline_match
from observership.services.reruns import rerun_call
from tests.factories import EPOCH
from tests.observership.runs.conftest import keep
from tests.observership.runs.reading import browser, desk, host, questions, stop_clock, text_of
from tests.observership_factories import make_application, make_opening

pytestmark = pytest.mark.django_db


def address(window, centre=None):
    opening = window.opening
    home = f"/centre/{(centre or opening.centre).public_id}/observerships/"
    return f"{home}openings/{opening.public_id}/windows/{window.public_id}/reasons/"


def supervisor(window):
    return browser(window.opening.supervisor.user)


def read(window):
    response = supervisor(window).get(address(window))
    assert response.status_code == 200
    return text_of(response)


def say(stage, application, window, **word):
    HostPreference.objects.create(
        opening=window.opening, application=application, by=stage.coordinator, at=EPOCH, **word
    )


def decline(stage, application, *, stay):
    decline_match(
        match=stage.offer(application), side=Side.TRAINEE, by=application.trainee.user,
        reason="No.", stay=stay, at=stage.at,
    )  # fmt: skip


def windows_of(stage):
    return {each.opening.department: each for each in stage.call.windows.all()}


def test_a_host_reads_who_comes_and_why_not_the_others(published):
    first, second, third = (each.number for each in published.applications)
    shown = read(windows_of(published)["Bonn"])
    assert (
        f"Who comes 0 of 1 place free {second} Waits for answers nobody answered yet,"
        " time until 11 May 2026 Language in common: English." in shown
    )
    assert f"{first} – Placed elsewhere Goes where this applicant would rather go." in shown
    assert f"{third} – Full 1 applicant ranked higher is placed here." in shown


def test_whom_the_host_would_like_best_went_elsewhere_and_a_place_stayed_free(stage):
    paris = stage.window(opening=make_opening(department="Paris"), places=2)
    first, second, third = stage.applications
    say(stage, first, paris, tier=1)
    stage.publish()
    shown = read(paris)
    assert f"Who comes 1 of 2 places free {third.number}" in shown
    assert "Nobody more comes: everybody below goes elsewhere" in shown
    elsewhere = "Placed elsewhere Goes where this applicant would rather go."
    assert f"{first.number} Especially welcome {elsewhere}" in shown
    assert f"{second.number} – {elsewhere}" in shown


def test_a_window_that_nobody_could_take_counts_the_rules(stage):
    german = [{"code": "de", "level": "B2"}]
    ulm = stage.window(opening=make_opening(department="Ulm", languages=german))
    stage.publish()
    shown = read(ulm)
    assert "1 of 1 place free" in shown
    assert "Nobody more comes: nobody else wanted this place and could have come." in shown
    assert "Could not come: 3: no language in common at the level asked." in shown
    assert "Why not the others" not in shown


def test_a_word_against_somebody_is_told_without_the_reason_of_the_coordinators(stage):
    _first, second, third = stage.applications
    lyon = windows_of(stage)["Lyon"]
    say(stage, second, lyon, refused=True, reason="A tie.")
    stage.publish(stage.run(forbids=[keep(third, lyon, "A secret of the office.")]))
    shown = read(lyon)
    refused = "The host said that it cannot receive this applicant."
    word = "We cannot host this applicant"
    assert f"{second.number} {word} Not possible {refused}" in shown
    assert f"{third.number} – Ruled out The coordinators ruled it out." in shown
    assert "secret" not in shown
    assert "Could not come" not in shown


def test_neither_names_nor_wishes_nor_other_hosts_are_told(published):
    windows = windows_of(published)
    for window, other in ((windows["Lyon"], "Bonn"), (windows["Bonn"], "Lyon")):
        shown = supervisor(window).get(address(window)).content.decode()
        elsewhere = windows[other].opening
        secrets = [other, elsewhere.supervisor.user.last_name, str(elsewhere.public_id)]
        secrets += [str(elsewhere.centre.public_id), "Wish number", "Lower on the list"]
        for each in published.applications:
            secrets += [str(each.trainee.user), each.centre_name, str(each.public_id)]
        assert [secret for secret in secrets if secret in shown] == []


def test_after_an_answer_the_run_in_force_is_read(published):
    first, second, third = published.applications
    lyon = windows_of(published)["Lyon"]
    decline(published, first, stay=True)
    assert f"{first.number} Declined" in read(lyon)
    rerun_call(call_id=published.call.pk, at=published.at)
    shown = read(lyon)
    assert f"0 of 1 place free {second.number} Waits for answers" in shown
    assert f"{first.number} – Ruled out It was offered before, and nothing came of it." in shown
    assert f"{third.number} – Full" in shown
    moved = published.offer(second)
    assert "1 other applicant wanted this place" in text_of(host(moved).get(desk(moved)))


def test_a_match_that_stays_is_explained_by_the_run_in_force(published):
    first, second, _third = published.applications
    match = published.offer(first)
    assert "2 other applicants wanted this place" in text_of(host(match).get(desk(match)))
    decline(published, second, stay=False)
    rerun_call(call_id=published.call.pk, at=published.at)
    assert published.offer(first).run.number == 1
    assert "1 other applicant wanted this place" in text_of(host(match).get(desk(match)))


def test_desk_and_offer_lead_to_the_page_once_places_are_announced(stage):
    lyon = windows_of(stage)["Lyon"]
    home = f"/centre/{lyon.opening.centre.public_id}/observerships/"
    stage.run()
    assert address(lyon) not in supervisor(lyon).get(home).content.decode()
    assert "Places of this call are announced on 4 May 2026." in read(lyon)
    stage.publish()
    assert address(lyon) in supervisor(lyon).get(home).content.decode()
    match = stage.offer(stage.applications[0])
    assert address(lyon) in host(match).get(desk(match)).content.decode()


def test_dates_that_were_not_matched_say_so(published):
    lyon = windows_of(published)["Lyon"]
    late = published.window(opening=lyon.opening, starts_on="2026-09-01", ends_on="2026-09-14")
    assert "These dates were not among those that were matched." in read(late)


def test_dates_that_were_closed_later_keep_their_page(published):
    lyon = windows_of(published)["Lyon"]
    lyon.closed_at = published.at
    lyon.save()
    assert "Why not the others" in read(lyon)


def test_another_hosts_dates_are_not_there(published):
    windows = windows_of(published)
    lyon, bonn = windows["Lyon"], windows["Bonn"]
    assert supervisor(bonn).get(address(lyon)).status_code == 404
    assert supervisor(bonn).get(address(lyon, bonn.opening.centre)).status_code == 404
    mixed = address(bonn).replace(str(bonn.public_id), str(lyon.public_id))
    assert supervisor(bonn).get(mixed).status_code == 404
    assert supervisor(lyon).post(address(lyon)).status_code == 405


def test_who_applies_in_the_call_reads_nothing_of_the_others(published):
    lyon = windows_of(published)["Lyon"]
    make_application(published.call, trainee=lyon.opening.supervisor)
    assert supervisor(lyon).get(address(lyon)).status_code == 404
    home = f"/centre/{lyon.opening.centre.public_id}/observerships/"
    assert address(lyon) not in supervisor(lyon).get(home).content.decode()


def test_the_page_asks_the_same_for_any_size(make_round, monkeypatch):
    counted = []
    for size in (1, 4):
        stage = make_round()
        stop_clock(monkeypatch, stage.at)
        window = stage.window(places=size)
        for _ in range(2 * size):
            stage.apply(window)
            stage.window()
        stage.fix_order()
        stage.publish()
        counted.append(questions(supervisor(window), address(window)))
    assert counted[0] == counted[1]
