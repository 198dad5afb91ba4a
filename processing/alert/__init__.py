"""The fifth room, Event → Alert: who is told what, once, by mail."""
