"""The vertical slices. Each imports only slices that stand below it in ``config.settings.SLICES``."""
