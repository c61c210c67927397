"""Forms: what each door asks, and what a good answer is."""
