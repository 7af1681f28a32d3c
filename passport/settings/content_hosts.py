"""Content packages: where they lie, how they are checked, and the hosts of their own."""

from pathlib import Path

from passport.settings.env import BASE_DIR, read_environment

_environment = read_environment()
CONTENT_DOMAIN = _environment.content_domain.lower().strip(".")
CONTENT_PORT = _environment.content_port or _environment.port + 1
PACKAGES_DIR = Path(_environment.data_dir) / "packages"
QUARANTINE_DIR = Path(_environment.data_dir) / "quarantine"
PLAYER_ASSETS_DIR = BASE_DIR / "static" / "vendor" / "scorm-again"
PARTNER_MEDIA_DIR = Path(_environment.data_dir) / "partner-media"
MALWARE_SCANNER = _environment.malware_scanner
MALWARE_SCAN_REQUIRED = False
TRIAL_BROWSER = _environment.trial_browser
