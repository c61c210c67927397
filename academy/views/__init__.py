"""The doors: one module of pages per kind of visitor and subject."""
