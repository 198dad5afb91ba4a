"""Take what is known out of the store, as files for other programs."""
