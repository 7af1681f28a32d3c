"""Questions about people, their centres and who belongs to them."""
