"""From a decoder to sentences: search, samples, lengths, their order, and how sure they are."""
