"""Where graphs live: the build folder and the embedded store."""
