"""How languages spell: which letters stand beside which. It tells in which encoding a text makes sense.

The ways in are `letter_pairs.read_field` and `letters.letters_of`.
"""
