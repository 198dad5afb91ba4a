"""The resolutions that a provincial body newly adopts or issues."""
