"""The nouns that travel between rooms: frozen, typed, importing nothing of ours but each other."""
