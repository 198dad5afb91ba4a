"""The crawl: a catalogue of sources in, archive files and run manifests out."""
