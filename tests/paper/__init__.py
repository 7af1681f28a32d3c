"""What is drawn for print."""
