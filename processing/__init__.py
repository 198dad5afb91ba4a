"""Floor 2: settings, text, gazetteer and store; above them clean, observe, diff, alert."""
