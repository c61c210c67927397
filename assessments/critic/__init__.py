"""The critic: reads an OKR as a coach would and points at the words, explainably and offline."""
