"""What a chapter is built of: the blocks, their stored form, the drawing vocabulary."""
