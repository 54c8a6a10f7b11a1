"""What is known beforehand, as data files beside their loaders."""
