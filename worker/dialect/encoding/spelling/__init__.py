"""How languages spell: which letters stand beside which. It tells in which encoding a text makes sense."""
