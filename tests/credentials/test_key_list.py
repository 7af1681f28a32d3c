"""The list of keys is believed as it is now, never as it was."""

import os

from credentials.signing.keys import list_path, public_keys


def test_a_list_put_back_with_its_old_time_is_read_anew(key_dir):
    path = list_path()
    before, times = public_keys(), path.stat()
    other = path.with_suffix(".other")
    text = path.read_text(encoding="utf-8")
    text = text.replace('"compromised_at": null', '"compromised_at": ""')
    other.write_text(text, encoding="utf-8")
    other.replace(path)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert (before[0].compromised_at, public_keys()[0].compromised_at) == (None, "")
