"""Feeds and a calendar for everybody: nobody has to subscribe, nothing is sent."""
