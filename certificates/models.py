"""Tables, written with their package."""
