"""How text becomes rows about which every reader agrees."""
