"""The credential: what must be proven, the signed credential, its seal, its page and its verdict."""
