"""The types of practice, one module each: what its file holds, which fields its page asks for, how it is marked."""
