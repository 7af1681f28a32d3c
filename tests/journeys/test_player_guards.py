"""What scorm-again 3.4.3 gets wrong reaches neither content nor what is kept of it."""

import pytest
from playwright.sync_api import expect

from curriculum.views.package_files import OURS
from tests.packages.player.sample_packages import page as build_page
from tests.packages.player.sample_packages import script
from tests.packages.player.site import Package, running

NAMES = {"scorm_1.2": ("API", "LMS", "LMSFinish"), "scorm_2004": ("API_1484_11", "", "Terminate")}


@pytest.fixture(scope="module")
def site():
    with running() as site:
        yield site


@pytest.fixture
def play(site, browser):
    """Open a package of a standard with what is saved of it; calls are made in its frame."""
    contexts = []

    def play(standard, name, saved=None):
        api, prefix, end = NAMES[standard]
        content = (
            script("find.js")
            + f"""
          const api = find("{api}");
          const named = (name) => (name === "end" ? "{end}" : "{prefix}" + name);
          const call = (name, ...rest) => api[named(name)](...rest);
          const ask = (...all) => [call(...all), call("GetLastError")];
        """
        )
        package = site.add(Package(name, standard, {"index.html": build_page(content, name)}))
        site.state(name).cmi = saved or {}
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"{site.url}/play/{package.name}/")
        said = page.frame_locator("[data-stage] iframe").frame_locator("iframe").locator("#said")
        frame = said.element_handle().owner_frame()
        return page, frame

    yield play
    for context in contexts:
        context.close()


def test_after_the_end_scorm_12_takes_nothing_more(play, site):
    _, frame = play("scorm_1.2", "ended")
    assert frame.evaluate("""[
      ask("Initialize", ""), ask("end", ""), ask("SetValue", "cmi.core.lesson_location", "9"),
      ask("Commit", ""), ask("end", ""), ask("GetValue", "cmi.core.lesson_location"),
    ]""") == [
        ["true", "0"], ["true", "0"], ["false", "301"], ["false", "301"], ["false", "301"],
        ["", "301"],
    ]  # fmt: skip


def test_after_the_end_scorm_2004_has_a_code_for_each_call(play):
    _, frame = play("scorm_2004", "ended-4")
    assert frame.evaluate("""[
      ask("Initialize", ""), ask("end", ""), ask("SetValue", "cmi.location", "9"),
      ask("Commit", ""), ask("end", ""), ask("GetValue", "cmi.location"),
    ]""") == [
        ["true", "0"], ["true", "0"], ["false", "133"], ["false", "143"], ["false", "113"],
        ["", "123"],
    ]  # fmt: skip


@pytest.mark.parametrize(("standard", "code"), [("scorm_1.2", "405"), ("scorm_2004", "406")])
def test_a_refused_value_leaves_no_empty_entry(play, standard, code):
    _, frame = play(standard, f"entries-{code}")
    assert frame.evaluate("""() => {
      call("Initialize", "");
      const before = ask("SetValue", "cmi.objectives.0.id", "");
      const none = call("GetValue", "cmi.objectives._count");
      call("SetValue", "cmi.objectives.0.id", "first");
      call("SetValue", "cmi.objectives.1.score.raw", "no number");
      return [before, none, call("GetValue", "cmi.objectives._count"),
        ask("SetValue", "cmi.objectives.1.id", "second"),
        call("GetValue", "cmi.objectives._count")];
    }""") == [["false", code], "0", "1", ["true", "0"], "2"]


@pytest.mark.parametrize(
    ("standard", "most", "code"), [("scorm_1.2", 4096, "405"), ("scorm_2004", 64000, "406")]
)
def test_suspend_data_have_the_length_of_their_standard(play, site, standard, most, code):
    page, frame = play(standard, f"suspend-{most}")
    assert frame.evaluate(f"""[ask("Initialize", ""),
      ask("SetValue", "cmi.suspend_data", "x".repeat({most})),
      ask("SetValue", "cmi.suspend_data", "y".repeat({most + 1})),
    ]""") == [["true", "0"], ["true", "0"], ["false", code]]
    expect(page.locator("[data-status]")).to_contain_text("Saved")
    assert site.state(f"suspend-{most}").cmi == {"cmi.suspend_data": "x" * most}


def test_one_bad_value_that_was_saved_does_not_hide_the_others(play):
    saved = {
        "cmi.core.score.raw": "many",
        "cmi.suspend_data": "kept",
        "cmi.core.lesson_location": "4",
    }
    _, frame = play("scorm_1.2", "bad", saved)
    assert frame.evaluate("""[
      ask("Initialize", ""), ask("GetValue", "cmi.suspend_data"),
      ask("GetValue", "cmi.core.lesson_location"),
    ]""") == [["true", "0"], ["kept", "0"], ["4", "0"]]


def test_nothing_and_numbers_are_texts(play):
    _, frame = play("scorm_1.2", "texts")
    assert frame.evaluate("""[
      ask("Initialize", ""), ask("SetValue", "cmi.core.lesson_status"),
      ask("SetValue", "cmi.core.lesson_status", null), ask("SetValue", "cmi.core.score.raw", 80),
      ask("GetValue", "cmi.core.score.raw"),
    ]""") == [["true", "0"], ["false", "405"], ["false", "405"], ["true", "0"], ["80", "0"]]


def test_what_is_sent_is_what_was_set(play, site):
    page, frame = play("scorm_1.2", "sent", {"cmi.core.exit": "suspend", "cmi.suspend_data": "old"})
    frame.evaluate("""() => {
      call("Initialize", "");
      call("SetValue", "cmi.interactions.0.id", "q1");
      call("SetValue", "cmi.interactions.0.student_response", "a");
      call("SetValue", "cmi.core.session_time", "00:00:07.5");
      call("SetValue", "cmi.core.student_name", "Somebody else");
      call("end", "");
    }""")
    expect(page.locator("[data-status]")).to_contain_text("Saved")
    assert site.state("sent").cmi == {
        "cmi.suspend_data": "old", "cmi.interactions.0.id": "q1",
        "cmi.interactions.0.student_response": "a", "cmi.core.session_time": "00:00:07.5",
    }  # fmt: skip


@pytest.mark.parametrize("standard", ["scorm_1.2", "scorm_2004"])
def test_it_speaks_to_no_server_by_itself(play, site, standard):
    page, frame = play(standard, f"quiet-{standard}")
    frame.evaluate("""() => {
      call("Initialize", "");
      call("SetValue", "cmi.suspend_data", "a");
      call("Commit", "");
      call("end", "");
    }""")
    expect(page.locator("[data-status]")).to_contain_text("Saved")
    asked = [url.rsplit("/", 1)[-1] for url in page.asked if f":{site.content_port}/" in url]
    maker = "scorm12.min.js" if standard == "scorm_1.2" else "scorm2004.min.js"
    ours = [name for name in OURS if not name.startswith("trial.")]
    assert sorted(asked) == sorted(["", *ours, maker, "index.html"])


def test_an_error_inside_never_reaches_content_and_a_state_has_its_bounds(play):
    _, frame = play("scorm_1.2", "inside")
    assert frame.evaluate("""async () => {
      const { guardedApi } = await import(new URL(".player/runtime.js", location.href));
      const fail = () => { throw new Error("inside"); };
      const broken = class {
        isInitialized = fail; LMSInitialize = fail; LMSSetValue = fail; LMSGetValue = fail;
      };
      const api = guardedApi("scorm_1.2", {}, () => {}, { Scorm12API: broken });
      const willing = class {
        isInitialized = () => false; LMSGetValue = () => ""; LMSSetValue = () => "true";
      };
      const all = guardedApi("scorm_1.2", {}, () => {}, { Scorm12API: willing });
      const taken = [];
      for (let i = 0; i < 10; i += 1) taken.push(all.LMSSetValue("cmi.x" + i, "x".repeat(100000)));
      return [api.LMSInitialize(""), api.LMSGetLastError(), api.LMSSetValue("a", "b"),
        api.LMSGetValue("a"), taken.filter((each) => each === "true").length,
        all.LMSGetLastError()];
    }""") == ["false", "101", "false", "", 8, "101"]
