"""The ground floor: who is here, what they may do, and where everything is kept."""
