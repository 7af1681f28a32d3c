"""Rules of observerships: eligibility, matching, lifecycle, sign-off."""
