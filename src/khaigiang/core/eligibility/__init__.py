"""Who may be sent: rules as dated data with a citation, and verdicts that explain themselves."""
