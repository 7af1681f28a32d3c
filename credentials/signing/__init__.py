"""Ed25519 seals over canonical JSON: dated public keys for everybody, one private key to sign."""
