"""How well the search finds what people mean, on the whole made-up directory."""
