"""The network: what may be asked at all, what may come back, and how it fails."""
