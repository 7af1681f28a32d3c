"""Pages of a package that attacks; what they try stands in pages/."""

from tests.packages.player.sample_packages import page, script

FILES = {
    "index.html": page(script("find.js", "attempts.js")),
    "impostor.html": page(script("impostor.js")),
    "worker.js": b"postMessage(1); onconnect = (event) => event.ports[0].postMessage(1);",
    "other.js": b"window.stolen = 1;",
    "dot.png": bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
        "606060f80f0001040100"
        "5fe5c34b0000000049454e44ae426082"
    ),
}
