"""Proof of skill: exercises, quizzes, the critic, grades."""
