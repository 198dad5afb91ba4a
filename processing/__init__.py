"""Floor 2: settings, text, gazetteer, store; above: clean, observe, diff, alert."""
