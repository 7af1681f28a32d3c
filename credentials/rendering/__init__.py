"""Passport sheets laid out on passport.paper: content in, bytes out."""
