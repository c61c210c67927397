"""What is taught: the curriculum, its rubrics and rule sets, who is enrolled, and the minutes that count."""
